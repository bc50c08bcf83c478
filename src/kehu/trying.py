"""A scenario tried on a run's renewals: other limits, and what all offers would come to.

Reads a run with the book and the assumptions it was made of; changes neither, and writes nothing. What a run's
renewals are made of is worked out once and held, so that the next scenario is told within a second or two.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from kehu import parameters
from kehu.engines import EngineSettings, open_engine
from kehu.parameters import Parameters
from kehu.renewal_assumptions import Bound, Scenario
from kehu.renewing import LimitFigures, ScenarioFigures
from kehu.stages import renewals
from kehu.stages.renewals import Book
from kehu.stores import run_folders
from kehu.stores.figures import Read
from kehu.stores.run_folders import RunFolder

READ = ("renewal_occasions", "policy_values", "term_risks", "customer_values", "price_responses")
PARAMETERS = "kehu.toml"
HELD = 2  # runs whose renewals are held


@dataclass(frozen=True)
class Tried:
    """What a scenario would come to, and its limits."""

    figures: ScenarioFigures
    limits: tuple[LimitFigures, ...]


def try_scenario(run: RunFolder, name: str, bounds: Iterable[Bound], *, settings: EngineSettings) -> Tried:
    """What the offers of a run would come to within those limits; raises LookupError for a run that decides none."""
    if not all(run.table(each).is_file() for each in READ):
        raise LookupError(f"{run.label} decides no renewals")
    book, assumed = _held(run.label, run.folder, settings)
    row, limits = renewals.tried(book=book, scenario=Scenario(name=name, limits=tuple(bounds)), parameters=assumed)
    return Tried(_as(ScenarioFigures, row), tuple(_as(LimitFigures, limit) for limit in limits))


@lru_cache(maxsize=HELD)
def _held(label: str, folder: Path, settings: EngineSettings) -> tuple[Book, Parameters]:
    """The renewals of a run; runs never change, so neither does this."""
    run, assumed = RunFolder(label, folder), parameters.read(folder / PARAMETERS)
    with open_engine(settings) as engine:
        results = {name: engine.read([run.table(name)]) for name in READ}
        snapshot = run_folders.open_snapshot(run, engine=engine)
        return renewals.book_of(engine=engine, snapshot=snapshot, results=results, parameters=assumed), assumed


def _as(kind: type[Read], row: dict[str, Any]) -> Read:
    """A row as a value of a kind, amounts in whole cents."""
    fields = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return kind(**{name: _cell(row[name], field.type) for name, field in fields.items()})


def _cell(value: Any, kind: Any) -> Any:
    return Decimal(str(round(float(value), 2))).quantize(Decimal("0.01")) if kind == "Decimal" else value
