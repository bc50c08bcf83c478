"""A run: one pass over the pipeline, as of a date, into an immutable folder.

Reads the active batches of the book and `kehu.toml`; writes the tables of every stage, the controls and a manifest.
A run that fails or dies leaves the former one current, and one whose controls do not hold is never made current.
"""

from __future__ import annotations

import datetime
import platform
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import psutil

import kehu
from kehu import engines, parameters
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.parameters import Parameters
from kehu.pipeline import PIPELINE, Inputs, Stage
from kehu.stages import accounts, identity
from kehu.stores import batches, run_folders
from kehu.stores.batches import Batch
from kehu.stores.home import Home
from kehu.stores.run_folders import RunFolder
from kehu.tables import RESULTS, Snapshot

Report = Callable[[str, int, int], None]
MEBIBYTE = 2**20


class RunError(RuntimeError):
    """A run that was refused or whose controls do not hold; the message says why and what to do."""


@dataclass(frozen=True)
class StageRecord:
    """How a stage went: rows written by table, seconds, and the process's peak memory meanwhile."""

    name: str
    about: str
    rows: Mapping[str, int]
    seconds: float
    peak_memory_mib: float


def run(
    home: Home, *, as_of: datetime.date, started_at: datetime.datetime, settings: EngineSettings, report: Report
) -> RunFolder:
    """Run the pipeline over the book as it was known at the end of `as_of`, and make the result current.

    Raises RunError where the book is empty or a control fails, ParameterError for a wrong kehu.toml, HomeError where
    another run is being written.
    """
    home.check()
    assumed = parameters.read(home.parameters)
    with home.writing("runs") as work:
        label = run_folders.next_label(home)
        folder = work / label
        folder.mkdir()
        shutil.copy2(home.parameters, folder / "kehu.toml")
        counted = batches.active(home)
        if not counted:
            raise RunError(f"{home.folder}: the book is empty. Load a source first: kehu load FOLDER --mapping NAME")
        files = run_folders.link_book(home, counted, folder)
        with open_engine(replace(settings, spill=settings.spill or work / "spill")) as engine:
            snapshot = batches.open_book(files, counted, engine=engine).as_of(as_of)
            former = _former(home, engine)
            results, records = _carry_out(engine, snapshot, assumed, former, folder, report)
            controls = _control(snapshot, results, assumed, report)
        manifest = _manifest(label, as_of, started_at, assumed, counted, records, controls)
        finished = run_folders.add(home, label, folder, manifest)
        run_folders.make_current(home, finished)
    return finished


def _carry_out(
    engine: Engine,
    snapshot: Snapshot,
    assumed: Parameters,
    former: identity.Former | None,
    folder: Path,
    report: Report,
) -> tuple[dict[str, ir.Table], list[StageRecord]]:
    results: dict[str, ir.Table] = {}
    records = []
    for place, stage in enumerate(PIPELINE):
        report(stage.about.capitalize(), place, len(PIPELINE))
        inputs = Inputs(engine, snapshot, results, assumed, former)
        record, written = _write(stage, inputs, folder)
        results |= written
        records.append(record)
    return results, records


def _write(stage: Stage, inputs: Inputs, folder: Path) -> tuple[StageRecord, dict[str, ir.Table]]:
    """Compute a stage and write its tables; each is handed on as it stands on disk."""
    rows, written = {}, {}
    with _measured() as measure:
        tables = stage.compute(inputs)
        if set(tables) != set(stage.writes):
            raise RunError(f"stage {stage.name} gave {sorted(tables)}, and should give {sorted(stage.writes)}")
        for name, table in tables.items():
            path = folder / f"{name}.parquet"
            rows[name] = inputs.engine.write(table.cast(RESULTS[name].datatypes()).select(*RESULTS[name].columns), path)
            written[name] = inputs.engine.read([path])
    return StageRecord(stage.name, stage.about, rows, measure.seconds, measure.peak_memory_mib), written


def _control(
    snapshot: Snapshot, results: Mapping[str, ir.Table], assumed: Parameters, report: Report
) -> list[dict[str, Any]]:
    """Compare the accounts with totals taken straight from the book; raise RunError where they differ."""
    report("Check the accounts against the book", len(PIPELINE), len(PIPELINE))
    controls = accounts.balance(snapshot=snapshot, accounts=results["accounts"], parameters=assumed)
    failed = [control for control in controls if not control.holds]
    if failed:
        told = "; ".join(f"{control.name}: {control.in_book} in the book, {control.in_accounts}" for control in failed)
        raise RunError(
            f"The accounts do not add up to the book ({told} in the accounts). The former run stays current."
        )
    return [{**asdict(control), "holds": control.holds} for control in controls]


def _former(home: Home, engine: Engine) -> identity.Former | None:
    """The ids that the current run gave, so that customers keep them."""
    run = run_folders.current(home)
    if run is None:
        return None
    return identity.Former(
        identities=engine.read([run.table("identities")]), redirects=engine.read([run.table("identity_redirects")])
    )


def _manifest(
    label: str,
    as_of: datetime.date,
    started_at: datetime.datetime,
    assumed: Parameters,
    counted: tuple[Batch, ...],
    records: list[StageRecord],
    controls: list[dict[str, Any]],
) -> dict[str, Any]:
    return {
        "run": label,
        "as_of": as_of.isoformat(),
        "started_at": started_at.isoformat(timespec="seconds"),
        "seconds": round(sum(record.seconds for record in records), 3),
        "versions": {"kehu": kehu.__version__, "python": platform.python_version(), **engines.versions()},
        "batches": [{"batch": batch.label, "source": batch.source, "loaded_at": batch.loaded_at} for batch in counted],
        "stages": [asdict(record) for record in records],
        "controls": controls,
        "parameters": assumed.model_dump(mode="json"),
    }


@dataclass
class Measure:
    """Seconds and peak memory of a piece of work."""

    seconds: float = 0.0
    peak_memory_mib: float = 0.0


@contextmanager
def _measured() -> Iterator[Measure]:
    """Measure a piece of work: its seconds, and the most memory the process held, looked at fifty times a second."""
    measure, process, done = Measure(), psutil.Process(), threading.Event()

    def watch() -> None:
        while not done.wait(0.02):
            measure.peak_memory_mib = max(measure.peak_memory_mib, process.memory_info().rss / MEBIBYTE)

    watcher = threading.Thread(target=watch, daemon=True)
    begun = time.perf_counter()
    watcher.start()
    try:
        yield measure
    finally:
        done.set()
        watcher.join()
        measure.seconds = round(time.perf_counter() - begun, 3)
        measure.peak_memory_mib = round(max(measure.peak_memory_mib, process.memory_info().rss / MEBIBYTE), 1)


def use(home: Home, label: str) -> RunFolder:
    """Make an earlier run current again; raises HomeError where there is none of that label."""
    home.check()
    with home.writing("runs"):
        run = run_folders.find(home, label)
        run_folders.make_current(home, run)
    return run
