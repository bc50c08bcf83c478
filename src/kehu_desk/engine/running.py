"""Runs from the desk: what was run, how it went, a new one, and going back.

Reads the manifests of the home's runs; gives frozen values. A run is made by the engine, whole or not at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kehu import runs
from kehu.engines import EngineSettings
from kehu.stores import batches, run_folders
from kehu.stores.home import HomeError
from kehu.stores.run_folders import RunFolder
from kehu_desk.engine.homes import home

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class StageRun:
    """How a stage of a run went."""

    name: str
    about: str
    row_count: int
    seconds: float
    peak_memory_mib: float


@dataclass(frozen=True)
class Control:
    """A total of the accounts beside the same total taken from the book."""

    name: str
    in_book: Decimal
    in_accounts: Decimal
    holds: bool


@dataclass(frozen=True)
class RunMade:
    """A finished run: what it read, how it went, and what it checked."""

    label: str
    as_of: datetime.date
    started_at: datetime.datetime
    seconds: float
    currency: str
    customer_count: int
    is_current: bool
    batches: tuple[tuple[str, str], ...]
    stages: tuple[StageRun, ...]
    controls: tuple[Control, ...]
    parameters: Mapping[str, Any]


def made_runs() -> tuple[RunMade, ...]:
    """The finished runs, the last first."""
    current = run_folders.current(home())
    found = run_folders.all_runs(home())
    return tuple(_made(run, current.label if current else "") for run in reversed(found))


def made_run(label: str) -> RunMade:
    """A finished run by its label; raises HomeError where there is none."""
    current = run_folders.current(home())
    return _made(run_folders.find(home(), label), current.label if current else "")


def start_run(*, as_of: datetime.date, now: datetime.datetime, report: Report) -> str:
    """Run the pipeline; gives the label. Raises RunError, ParameterError or HomeError, each with what to do."""
    return runs.run(home(), as_of=as_of, started_at=now, settings=EngineSettings(), report=report).label


def use_run(label: str) -> None:
    """Make an earlier run the engine's current one; raises HomeError where there is none of that label."""
    runs.use(home(), label)


def last_known_day() -> datetime.date | None:
    """The last day of which the book knows a row; None for an empty book."""
    try:
        return batches.last_known(home())
    except HomeError:
        return None


def _made(run: RunFolder, current: str) -> RunMade:
    manifest = run.manifest
    stages = tuple(
        StageRun(one["name"], one["about"], sum(one["rows"].values()), one["seconds"], one["peak_memory_mib"])
        for one in manifest["stages"]
    )
    controls = tuple(
        Control(one["name"], Decimal(str(one["in_book"])), Decimal(str(one["in_accounts"])), one["holds"])
        for one in manifest["controls"]
    )
    counts = {name: rows for one in manifest["stages"] for name, rows in one["rows"].items()}
    return RunMade(
        label=run.label,
        as_of=datetime.date.fromisoformat(manifest["as_of"]),
        started_at=datetime.datetime.fromisoformat(manifest["started_at"]),
        seconds=manifest["seconds"],
        currency=manifest["parameters"]["currency"],
        customer_count=counts.get("customers", 0),
        is_current=run.label == current,
        batches=tuple((one["batch"], one["source"]) for one in manifest["batches"]),
        stages=stages,
        controls=controls,
        parameters=manifest["parameters"],
    )
