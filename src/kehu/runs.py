"""A run: one pass over the pipeline, as of a date, into an immutable folder.

Reads the active batches of the book and `kehu.toml`; writes the tables of every stage, the controls and a manifest.
A run that fails or dies leaves the former one current, and one whose controls do not hold is never made current.
"""

from __future__ import annotations

import datetime
import gc
import platform
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import psutil
from threadpoolctl import threadpool_limits

import kehu
from kehu import engines, parameters
from kehu.assumptions import Decisions
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.order import Inputs, Stage
from kehu.parameters import Parameters
from kehu.pipeline import PIPELINE
from kehu.stages import accounts, identity
from kehu.stores import batches, decided, model_files, run_folders
from kehu.stores.batches import Batch
from kehu.stores.home import Home
from kehu.stores.run_folders import RunFolder
from kehu.tables import RESULTS, Snapshot

Report = Callable[[str, int, int], None]
MEBIBYTE = 2**20
SELDOM = 100_000  # new objects between two collections


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
    decisions = decided.read(home, with_edits=True)
    with home.writing("runs") as work:
        folder = work / run_folders.next_label(home)
        folder.mkdir()
        with open_engine(replace(settings, spill=settings.spill or work / "spill")) as engine:
            former = run_folders.current(home)
            manifest = fill(
                home,
                folder,
                engine=engine,
                as_of=as_of,
                started_at=started_at,
                decisions=decisions,
                former=former,
                report=report,
            )
            decided.copy(home, folder)
        finished = run_folders.add(home, folder.name, folder, manifest)
        run_folders.make_current(home, finished)
    return finished


def fill(
    home: Home,
    folder: Path,
    *,
    engine: Engine,
    as_of: datetime.date,
    started_at: datetime.datetime,
    decisions: Decisions,
    former: RunFolder | None,
    report: Report,
) -> dict[str, Any]:
    """Compute a whole run into a work folder and give its manifest; nothing becomes current.

    `former` is the run whose customers keep their ids and from whose cells they move. Raises as `run` does.
    """
    assumed = parameters.read(home.parameters)
    shutil.copy2(home.parameters, folder / "kehu.toml")
    counted = batches.active(home)
    if not counted:
        raise RunError(f"{home.folder}: the book is empty. Load a source first: kehu load FOLDER --mapping NAME")
    files = run_folders.link_book(home, counted, folder)
    snapshot = batches.open_book(files, counted, engine=engine).as_of(as_of)
    ids, segments = _former(former, engine, as_of), _segments(former, engine, as_of)
    seen = Inputs(engine, snapshot, {}, assumed, ids, decisions, segments)
    results, records = _carry_out(seen, folder, report)
    controls = _control(snapshot, results, assumed, report)
    judged = _control_models(results["risk_controls"])
    for_people = (results[name].to_pyarrow().to_pylist() for name in ("risk_documents", "peril_documents"))
    model_files.write_models(folder, chain.from_iterable(for_people))
    manifest = _manifest(folder.name, as_of, started_at, assumed, counted, records, controls)
    return {**manifest, "model_controls": judged}


def _carry_out(seen: Inputs, folder: Path, report: Report) -> tuple[dict[str, ir.Table], list[StageRecord]]:
    results: dict[str, ir.Table] = {}
    records = []
    # The matrices of a fit are small: threads would wait for one another longer than they work. The engine has its own.
    with threadpool_limits(limits=1), _seldom_collected():
        for place, stage in enumerate(PIPELINE):
            report(stage.about.capitalize(), place, len(PIPELINE))
            record, written = _write(stage, replace(seen, results=results), folder)
            results |= written
            records.append(record)
    return results, records


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Collect garbage seldom: queries are made of many small objects that live on, and a collection visits them all."""
    usual = gc.get_threshold()
    gc.set_threshold(SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _write(stage: Stage, inputs: Inputs, folder: Path) -> tuple[StageRecord, dict[str, ir.Table]]:
    """Compute a stage and write its tables; each is handed on as it stands on disk."""
    rows, written = {}, {}
    with _measured() as measure:
        tables = stage.compute(inputs)
        if set(tables) != set(stage.writes):
            raise RunError(f"stage {stage.name} gave {sorted(tables)}, and should give {sorted(stage.writes)}")
        for name, table in tables.items():
            path, schema = folder / f"{name}.parquet", RESULTS[name]
            typed = table.cast(schema.datatypes()).select(*schema.columns)
            rows[name] = inputs.engine.write(typed, path, filed_by=schema.filed_by)
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


def _control_models(controls: ir.Table) -> list[dict[str, Any]]:
    """The totals of the models beside the book's; raise RunError where they differ."""
    rows: list[dict[str, Any]] = controls.order_by("line", "name").to_pyarrow().to_pylist()
    failed = [row for row in rows if not row["is_equal"]]
    if failed:
        told = "; ".join(f"{row['line']}, {row['name']}: {row['in_book']} and {row['in_models']}" for row in failed)
        raise RunError(f"The models do not add up to the book ({told}). The former run stays current.")
    return rows


def _former(run: RunFolder | None, engine: Engine, as_of: datetime.date) -> identity.Former | None:
    """The ids that the former run gave, so that customers keep them."""
    if run is None:
        return None
    redirects = engine.read([run.table("identity_redirects")])
    if "first_party_id" not in redirects.columns:  # a run from before ids could come back
        redirects = redirects.mutate(first_party_id=ibis.null("string"))
    founders = run.table("identity_founders")
    return identity.Former(
        identities=engine.read([run.table("identities")]),
        redirects=redirects,
        founders=engine.read([founders]) if founders.is_file() else None,
        learnt=_learnt(run, engine) if _is_earlier(run, as_of) else None,
    )


def _learnt(run: RunFolder, engine: Engine) -> identity.Learnt | None:
    """What the former run's model learnt; none where it is from a time before models were kept."""
    if not run.table("identity_models").is_file():
        return None
    models = engine.read([run.table("identity_models")]).order_by("kind").to_pyarrow().to_pylist()
    return identity.Learnt(
        models=tuple(identity.Model(**row) for row in models),
        scores=engine.read([run.table("identity_scores")]),
        records=engine.read([run.table("identity_records")]),
    )


def _is_earlier(run: RunFolder, as_of: datetime.date) -> bool:
    """Whether a run knew nothing that one as of a day may not know."""
    return datetime.date.fromisoformat(run.manifest["as_of"]) <= as_of


def _segments(run: RunFolder | None, engine: Engine, as_of: datetime.date) -> ir.Table | None:
    """Where the former run placed the customers; none where it is as of a later day, or from before segments."""
    path = run.table("customer_segments") if run and _is_earlier(run, as_of) else None
    return engine.read([path]) if path and path.exists() else None


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
