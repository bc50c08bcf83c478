"""What came of decisions, from the desk: every monitoring and replay that followed them, and what each says.

Reads monitorings and backtests of the home; gives frozen values.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kehu import backtesting
from kehu.backtesting import Effects
from kehu.stores import backtest_folders
from kehu.stores.numbered import MONITORS
from kehu_desk.engine.homes import home

__all__ = ["Effects", "EffectsSeen", "UnknownEffectsError", "effects_made", "effects_of"]


class UnknownEffectsError(LookupError):
    """Nothing of that label tells what came of decisions."""


@dataclass(frozen=True)
class EffectsSeen:
    """What came of the decisions of a day; `run` is the run that people worked with, empty for a replay."""

    label: str
    run: str
    as_of: datetime.date
    until: datetime.date
    effects: Effects

    @property
    def is_replay(self) -> bool:
        """Nobody worked with these decisions: they were made of the past afterwards."""
        return not self.run


def effects_made() -> tuple[str, ...]:
    """The labels of all that tell what came of decisions: monitorings before replays, the last first."""
    monitors = [made.label for made in reversed(MONITORS.folders(home())) if Effects.is_in(made)]
    replays = [made.label for made in reversed(backtest_folders.all_backtests(home())) if Effects.is_in(made)]
    return (*monitors, *replays)


def effects_of(label: str) -> EffectsSeen:
    """What came, under a label; raises UnknownEffectsError where nothing does."""
    for made in MONITORS.folders(home()):
        if made.label == label and Effects.is_in(made):
            said = backtesting.kept(made)
            return _seen(label, said.before, said.as_of, said.until, said.effects)
    for replay in backtest_folders.all_backtests(home()):
        if replay.label == label and Effects.is_in(replay):
            replayed = backtesting.read(replay)
            return _seen(label, "", replayed.as_of, replayed.until, replayed.effects)
    raise UnknownEffectsError(label)


def _seen(label: str, run: str, as_of: datetime.date, until: datetime.date, effects: Effects | None) -> EffectsSeen:
    if effects is None:
        raise UnknownEffectsError(label)
    return EffectsSeen(label, run, as_of, until, effects)
