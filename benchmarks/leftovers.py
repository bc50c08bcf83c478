"""What a killed command left in a home: how far it had come, and whether every promise holds.

Reads a home folder; gives the phase in which the command died, the totals of the book and of the current run, and the
promises that are broken. Every row is counted, so that nothing half done can hide behind a file that is there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb

from benchmarks.intake import EXTRACTED
from kehu.engines import EngineSettings, open_engine, rows_in
from kehu.stores import batches, run_folders
from kehu.stores.home import Home
from kehu.stores.numbered import MANIFEST
from kehu.stores.run_folders import RunFolder


@dataclass(frozen=True)
class Totals:
    """Terms and their premium in the book, and the premium earned in the current run's accounts."""

    terms: int
    written_premium: Decimal
    earned_premium: Decimal


def totals_of(home: Home) -> Totals:
    """The totals of a home's book and of its current run."""
    counted = batches.active(home)
    with open_engine(EngineSettings(threads=1)) as engine:
        book = batches.open_book(batches.table_files(home, counted), counted, engine=engine)
        terms = book.as_of(EXTRACTED)["terms"]
        (row,) = terms.aggregate(terms=terms.count(), premium=terms.written_premium.sum()).to_pyarrow().to_pylist()
    return Totals(row["terms"], row["premium"], _earned(run_folders.current(home)))


def faults_of(home: Home, *, before: Totals, after: Totals) -> tuple[str, ...]:
    """Every promise that is broken: whole batches, a whole current run, and totals of before or of after."""
    faults = [*_batch_faults(home), *_run_faults(home)]
    found = totals_of(home)
    if found not in (before, after):
        faults.append(f"totals are {found}, neither {before} nor {after}")
    return tuple(faults)


def phase_of(home: Home, command: str) -> str:
    """How far a killed command had come, from what it left."""
    return _load_phase(home) if command == "load" else _run_phase(home)


def _load_phase(home: Home) -> str:
    made = home.book / ".work" / "batch"
    if len(batches.active(home)) > 1:
        return "the batch counts, work left to sweep"
    if (home.book / "batches" / "000002").exists():
        return "the batch is published and does not count yet"
    if (made / "batch.json").exists():
        return "the batch is whole in the work folder"
    if made.exists():
        return "the batch is being written"
    return "reading and checking" if (home.book / ".work").exists() else "before the first file"


def _run_phase(home: Home) -> str:
    made = home.runs / ".work" / "R000002"
    if json.loads((home.runs / "current.json").read_text())["run"] == "R000002":
        return "the run is current, work left to sweep"
    if (home.runs / "R000002").exists():
        return "the run is published and not current yet"
    if (made / MANIFEST).exists():
        return "the run is whole in the work folder"
    return "the stages are computed" if made.exists() else "before the first file"


def _batch_faults(home: Home) -> list[str]:
    """Tables of active batches whose rows are not those that the batch says it holds."""
    faults = []
    for batch in batches.active(home):
        for name, count in batch.tables.items():
            path = batches.batch_folder(home, batch.number) / f"{name}.parquet"
            if _rows(path) != count.inserted + count.updated:
                faults.append(f"{batch.label}: {name} has {_rows(path)} rows of {count.inserted + count.updated}")
    return faults


def _run_faults(home: Home) -> list[str]:
    """Tables of the current run whose rows are not those of its manifest, and controls that do not hold."""
    run = run_folders.current(home)
    if run is None:
        return ["there is no current run"]
    rows = {name: count for stage in run.manifest["stages"] for name, count in stage["rows"].items()}
    lost = [f"{run.label}: {name} has {_rows(run.table(name))} rows of {count}" for name, count in rows.items()
            if _rows(run.table(name)) != count]  # fmt: skip
    return lost + [f"{run.label}: {each['name']}" for each in run.manifest["controls"] if not each["holds"]]


def _rows(path: Path) -> int:
    return rows_in(path) if path.exists() else 0


def _earned(run: RunFolder | None) -> Decimal:
    if run is None:
        return Decimal(0)
    with duckdb.connect() as connection:
        ((earned,),) = connection.execute(f"SELECT sum(earned_premium) FROM '{run.table('accounts')}'").fetchall()
    return Decimal(earned)
