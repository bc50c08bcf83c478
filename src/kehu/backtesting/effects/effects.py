"""The effects of a run's decisions: its lists, prices, hold-out, qualities and movements beside what came.

Reads a `Replay`, and the later run where there is one; gives `Effects`, which is kept beside a replay or a monitoring.
On a day of the past for which nobody followed Kehu the same tables say how good the lists were as forecasts; the
hold-out then shows no effect but chance, which is a check of the measuring itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kehu.backtesting.effects.followed import followed
from kehu.backtesting.effects.held_out import held_out_effects
from kehu.backtesting.effects.lists import list_outcomes, price_outcomes
from kehu.backtesting.effects.movements import book_movements
from kehu.backtesting.effects.qualities import kept_qualities
from kehu.backtesting.replays import Replay
from kehu.stores.numbered import NumberedFolder, read_rows, write_rows
from kehu.stores.run_folders import RunFolder
from kehu.tables import Table
from kehu.tables.effects import BookMovements, HeldOutEffects, KeptQualities, ListOutcomes, PriceOutcomes

Rows = list[dict[str, Any]]
EffectTables: Mapping[str, type[Table]] = {
    "lists": ListOutcomes,
    "prices": PriceOutcomes,
    "held_out": HeldOutEffects,
    "qualities": KeptQualities,
    "movements": BookMovements,
}


@dataclass(frozen=True)
class Effects:
    """What came of the decisions of a run, as plain rows."""

    lists: Rows
    prices: Rows
    held_out: Rows
    qualities: Rows
    movements: Rows

    def write(self, folder: Path) -> None:
        """Keep them as tables of a folder that is being made."""
        for field in fields(self):
            write_rows(folder, EffectTables[field.name], getattr(self, field.name))

    @staticmethod
    def is_in(made: NumberedFolder) -> bool:
        """Whether a finished folder tells effects."""
        return all(made.table(table.table_name).is_file() for table in EffectTables.values())

    @classmethod
    def read(cls, made: NumberedFolder) -> Effects | None:
        """What a finished folder says; nothing where it was made before effects were told."""
        if not cls.is_in(made):
            return None
        return cls(**{name: read_rows(made, table) for name, table in EffectTables.items()})


def effects(replay: Replay, now: RunFolder | None = None) -> Effects | None:
    """What came of the decisions of the run of a replay; nothing for a run that decided none."""
    if not replay.run.table("renewal_decisions").is_file():
        return None
    rows = replay.engine.keep(followed(replay))
    return Effects(
        lists=list_outcomes(rows, replay.table("renewal_decisions")),
        prices=price_outcomes(rows),
        held_out=held_out_effects(rows),
        qualities=kept_qualities(rows),
        movements=book_movements(replay, now),
    )
