"""The book on disk: immutable batches, and one small file that says which of them count.

Reads and writes `book/batches/<number>/<table>.parquet` with `batch.json` beside; gives the book as versions of rows.
A batch appears by a rename and counts once `book.json` names it; taking it back is removing its name, so nothing is
ever rewritten and nothing is ever lost (ADR 4).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine, greatest_in
from kehu.stores.home import Home, HomeError, publish, read_json, write_json
from kehu.tables import SOURCES, Book, Declared, IdentityRule, Kind, Table, Versions
from kehu.tables.book import FIRST_KNOWN, VERSION, newest
from kehu.tables.catalogue import is_factors
from kehu.tables.terms import FACTORS, factors_of


@dataclass(frozen=True)
class TableCount:
    """What a batch did to one table; `leans_on` counts the rows that it found in earlier batches."""

    inserted: int
    updated: int
    unchanged: int
    leans_on: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class FileCount:
    """How the rows of one file fared: read = accepted + rejected, always."""

    name: str
    fingerprint: str
    read: int
    accepted: int
    rejected: int
    blank: int
    unused: int
    encoding: str | None
    delimiter: str | None


@dataclass(frozen=True)
class Batch:
    """One load: where it came from, what it did, and what it declares."""

    number: int
    source: str
    loaded_at: str
    extract_date: str
    mapping_fingerprint: str
    files: tuple[FileCount, ...]
    tables: Mapping[str, TableCount]
    factors: Mapping[str, tuple[Declared, ...]]
    identity_rules: tuple[IdentityRule, ...]
    version: str

    @property
    def label(self) -> str:
        """The batch's name for people."""
        return f"B{self.number:06d}"


def active(home: Home) -> tuple[Batch, ...]:
    """The batches that count, in the order of loading."""
    return tuple(read_batch(home, number) for number in _state(home)["active"])


def read_batch(home: Home, number: int) -> Batch:
    """A batch's own account of itself."""
    return batch_in(batch_folder(home, number))


def batch_in(folder: Path) -> Batch:
    """The account of itself of the batch in a folder: of the book, or linked into a run."""
    value = read_json(folder / "batch.json")
    value["files"] = tuple(FileCount(**entry) for entry in value["files"])
    value["tables"] = {name: TableCount(**entry) for name, entry in value["tables"].items()}
    value["factors"] = {
        name: tuple(_declared(entry) for entry in entries) for name, entries in value["factors"].items()
    }
    value["identity_rules"] = tuple(
        IdentityRule(entry["name"], tuple(entry["columns"]), entry["source"]) for entry in value["identity_rules"]
    )
    return Batch(**value)


def next_number(home: Home) -> int:
    """The number that the next batch gets; a number is never given twice."""
    taken = [int(path.name) for path in _batches(home).glob("[0-9]*")] if _batches(home).is_dir() else []
    return max(taken, default=0) + 1


def add(home: Home, batch: Batch, folder: Path) -> None:
    """Publish a finished batch folder and count it in. Call while writing."""
    write_json(folder / "batch.json", asdict(batch))
    publish(folder, batch_folder(home, batch.number))
    _set_active(home, [*_state(home)["active"], batch.number])


def withdraw(home: Home, number: int) -> Batch:
    """Take a batch back: its rows no longer count, and rows that it had replaced count again.

    Raises HomeError where there is no such batch, or where a later batch says rows again that only this one holds.
    """
    batches = active(home)
    if number not in [batch.number for batch in batches]:
        raise HomeError(f"There is no batch {number} in the book. `kehu batches` lists those that count.")
    leaning = [batch.label for batch in batches if _leans_on(batch, number)]
    if leaning:
        raise HomeError(
            f"Batch {number} cannot be taken back alone: {', '.join(leaning)} was loaded on top of its rows. "
            f"Take back {leaning[-1]} first."
        )
    _set_active(home, [batch.number for batch in batches if batch.number != number])
    return read_batch(home, number)


def batch_folder(home: Home, number: int) -> Path:
    """Where a batch lives."""
    return _batches(home) / f"{number:06d}"


def table_files(home: Home, batches: Iterable[Batch]) -> dict[str, list[Path]]:
    """The Parquet files of some batches, by table."""
    files: dict[str, list[Path]] = {}
    for batch in batches:
        for path in sorted(batch_folder(home, batch.number).glob("*.parquet")):
            files.setdefault(path.stem, []).append(path)
    return files


def open_book(files: Mapping[str, list[Path]], batches: Iterable[Batch], *, engine: Engine) -> Book:
    """The book that some batches make, over their Parquet files."""
    batches = tuple(batches)
    versions = {}
    for name, paths in files.items():
        schema = schema_of(name, batches)
        has_updates = any(batch.tables[name].updated for batch in batches if name in batch.tables)
        versions[name] = Versions(_complete(engine.read(paths), schema), schema, has_updates)
    rules = {rule for batch in batches for rule in batch.identity_rules}
    return Book(versions, tuple(sorted(rules, key=lambda rule: (rule.source or "", rule.name))))


def present_rows(home: Home, *, engine: Engine) -> dict[str, ir.Table]:
    """The newest version of each row as stored: to compare a load with, nothing else.

    Beside it stand its batch's number and the date on which the first version of the row was known.
    """
    batches = active(home)
    book = open_book(table_files(home, batches), batches, engine=engine)
    return {name: _present(versions) for name, versions in book.versions.items()}


def _present(versions: Versions) -> ir.Table:
    rows, key = versions.rows, versions.schema.key
    if not versions.has_updates:
        return rows.mutate(**{FIRST_KNOWN: rows.known_date})
    return newest(rows.mutate(**{FIRST_KNOWN: rows.known_date.min().over(group_by=list(key))}), key=key)


def schema_of(name: str, batches: Iterable[Batch]) -> type[Table]:
    """A table's class; for factors, with every column that a batch declared."""
    if not is_factors(name):
        return SOURCES[name]
    declared = {entry.name: entry for batch in batches for entry in batch.factors.get(name, ())}
    return factors_of(name.removeprefix(FACTORS), declared.values())


def _complete(rows: ir.Table, schema: type[Table]) -> ir.Table:
    """Rows with every column of the schema, those that an older batch lacks being empty."""
    lacking = {name: column for name, column in schema.columns.items() if name not in rows.columns}
    made = rows.mutate(**{name: ibis.null(column.datatype) for name, column in lacking.items()}) if lacking else rows
    return made.select(*schema.columns, VERSION)


def _declared(entry: dict[str, Any]) -> Declared:
    return Declared(entry["name"], Kind(entry["kind"]), entry["about"], entry["unit"])


def _leans_on(batch: Batch, number: int) -> bool:
    return any(str(number) in count.leans_on for count in batch.tables.values())


def _batches(home: Home) -> Path:
    return home.book / "batches"


def _state(home: Home) -> dict[str, list[int]]:
    path = home.book / "book.json"
    state: dict[str, list[int]] = read_json(path) if path.is_file() else {"active": []}
    return state


def _set_active(home: Home, numbers: list[int]) -> None:
    write_json(home.book / "book.json", {"active": numbers})


def last_known(home: Home) -> datetime.date:
    """The last day on which the book learned of a row; raises HomeError for an empty book."""
    files = (path for paths in table_files(home, active(home)).values() for path in paths)
    there = [day for day in (greatest_in(path, "known_date") for path in files) if day is not None]
    if not there:
        raise HomeError(f"{home.folder}: the book is empty: every row was rejected or fed nothing.")
    last: datetime.date = max(there)
    return last
