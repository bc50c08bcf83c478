"""Loading: files or a database in, one batch of the book out, and every bad row back with its reason.

Reads sources through a mapping; writes a batch, whole or not at all, and a folder of rejects.
Nothing of the book changes before the last rename, so a load that dies leaves the book as it was.
"""

from __future__ import annotations

import datetime
import hashlib
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import ibis

import kehu
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.loads.gathering import Gathered, Report, gather_database, gather_files
from kehu.loads.reports import LoadReport, count_files, count_tables, write_reject_files
from kehu.stages.intake import Intake, Mapping, take_in
from kehu.stores import batches
from kehu.stores.batches import Batch
from kehu.stores.home import Home
from kehu.tables import Declared, Table
from kehu.tables.book import VERSION
from kehu.tables.catalogue import is_factors


class LoadError(RuntimeError):
    """A load that was refused as a whole; the message says why and what to do."""


@dataclass(frozen=True)
class Request:
    """What to load: files (or a database), the mapping and its text, and the day on which the extract was made.

    `most_rejected` is the share of rows above which the mapping is taken not to fit, and nothing is loaded.
    """

    mapping: Mapping
    mapping_text: str
    extract_date: datetime.date
    loaded_at: datetime.datetime
    paths: Sequence[Path] = ()
    database: str | None = None
    is_dry_run: bool = False
    most_rejected: float = 0.5


@dataclass
class Clock:
    """Seconds by step."""

    steps: dict[str, float] = field(default_factory=dict)
    started: float = field(default_factory=time.perf_counter)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step."""
        begun = time.perf_counter()
        yield
        self.steps[name] = self.steps.get(name, 0.0) + time.perf_counter() - begun

    @property
    def seconds(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self.started


def load(home: Home, request: Request, *, settings: EngineSettings, report: Report) -> LoadReport:
    """Load a source into the book as one batch; a dry run says what would change and changes nothing.

    Raises MappingError, SourceError, LoadError or HomeError, each with what to do; the book is then as it was.
    """
    home.check()
    clock = Clock()
    place = home.trying() if request.is_dry_run else home.writing("book")
    with place as work:
        gathered = _gather(request, work, report, clock)
        former = _loaded_before(home, request, gathered)
        if former is not None:
            return _nothing_new(request, gathered, former, clock)
        with open_engine(replace(settings, spill=settings.spill or work / "spill")) as engine:
            return _judge_and_write(home, request, gathered, work, engine, report, clock)


def _judge_and_write(
    home: Home, request: Request, gathered: Gathered, work: Path, engine: Engine, report: Report, clock: Clock
) -> LoadReport:
    report("Checking every row", 0, 0)
    with clock.step("check"):
        texts = gathered.texts(engine=engine)
        present = batches.present_rows(home, engine=engine)
        intake = take_in(
            sources=texts, mapping=request.mapping, present=present, extract_date=request.extract_date, engine=engine
        )
        files = count_files(gathered, intake, texts)
    with clock.step("rejects"):
        folder = _reject_folder(home, request)
        staging = work / "rejects"
        broken = (
            write_reject_files(staging, gathered, intake, texts, request.mapping)
            if any(f.rejected for f in files)
            else {}
        )
        if broken:
            folder.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(staging, folder)
    made = LoadReport(
        source=request.mapping.name,
        batch=None,
        already_loaded_as=None,
        files=files,
        passed_over=gathered.passed_over,
        tables=count_tables(intake),
        broken_rules=dict(broken),
        rejects=folder / "rejects.csv" if broken else None,
        is_dry_run=request.is_dry_run,
    )
    _check_fit(made, request)
    if request.is_dry_run:
        return replace(made, seconds=clock.seconds, steps=clock.steps)
    report("Writing the batch", 0, 0)
    with clock.step("write"):
        number = _write(home, request, intake, made, work, engine)
    return replace(made, batch=number, seconds=clock.seconds, steps=clock.steps)


def _gather(request: Request, work: Path, report: Report, clock: Clock) -> Gathered:
    with clock.step("read"):
        if request.database is not None:
            return gather_database(request.database, request.mapping, work=work, report=report)
        return gather_files(request.paths, request.mapping, work=work, report=report)


def _write(home: Home, request: Request, intake: Intake, made: LoadReport, work: Path, engine: Engine) -> int | None:
    """Write the batch and count it in; None where the files say nothing that the book does not say already."""
    if not any(change.inserted or change.updated for change in intake.changes.values()):
        return None
    number = batches.next_number(home)
    folder = work / "batch"
    folder.mkdir()
    for name, change in intake.changes.items():
        if change.inserted or change.updated:
            engine.write(change.rows.mutate(**{VERSION: ibis.literal(number, "int64")}), folder / f"{name}.parquet")
    (folder / "mapping.toml").write_text(request.mapping_text, encoding="utf-8")
    batches.add(home, _batch(number, request, intake, made), folder)
    return number


def _batch(number: int, request: Request, intake: Intake, made: LoadReport) -> Batch:
    return Batch(
        number=number,
        source=request.mapping.name,
        loaded_at=request.loaded_at.isoformat(timespec="seconds"),
        extract_date=request.extract_date.isoformat(),
        mapping_fingerprint=_fingerprint(request),
        files=made.files,
        tables=made.tables,
        factors={name: _declared(change.schema) for name, change in intake.changes.items() if is_factors(name)},
        identity_rules=request.mapping.rules(),
        version=kehu.__version__,
    )


def _declared(schema: type[Table]) -> tuple[Declared, ...]:
    columns = schema.columns.items()
    return tuple(
        Declared(name, column.kind, column.about, column.unit)
        for name, column in columns
        if name not in ("term_id", "known_date")
    )


def _fingerprint(request: Request) -> str:
    return hashlib.sha256(request.mapping_text.encode()).hexdigest()


def _loaded_before(home: Home, request: Request, gathered: Gathered) -> Batch | None:
    """The batch that holds exactly these files through this mapping, unless a later one changed what it said."""
    wanted = sorted(staged.fingerprint for _, staged in gathered.files)
    counted = batches.active(home)
    for place, batch in enumerate(counted):
        is_same = batch.mapping_fingerprint == _fingerprint(request)
        if is_same and sorted(file.fingerprint for file in batch.files) == wanted:
            changed = any(count.updated for later in counted[place + 1 :] for count in later.tables.values())
            return None if changed else batch
    return None


def _nothing_new(request: Request, gathered: Gathered, former: Batch, clock: Clock) -> LoadReport:
    return LoadReport(
        source=request.mapping.name,
        batch=None,
        already_loaded_as=former.label,
        files=former.files,
        passed_over=gathered.passed_over,
        tables={},
        broken_rules={},
        rejects=None,
        is_dry_run=request.is_dry_run,
        seconds=clock.seconds,
        steps=clock.steps,
    )


def _check_fit(made: LoadReport, request: Request) -> None:
    if made.read and made.rejected / made.read > request.most_rejected:
        raise LoadError(
            f"{made.rejected:,} of {made.read:,} rows were rejected, more than {request.most_rejected:.0%}: "
            f"the mapping {request.mapping.name!r} does not seem to fit, and nothing was loaded. "
            f"The reasons are in {made.rejects}."
        )


def _reject_folder(home: Home, request: Request) -> Path:
    return home.rejects / f"{request.loaded_at:%Y%m%d-%H%M%S-%f}-{request.mapping.name}"


def unload(home: Home, number: int) -> Batch:
    """Take a batch back; raises HomeError where it is not there or others lean on it."""
    home.check()
    with home.writing("book"):
        return batches.withdraw(home, number)
