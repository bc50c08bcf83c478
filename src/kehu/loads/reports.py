"""The report of a load: how the rows of each file fared, what changed in each table, and every reject with its reason.

Reads an intake and the staged files; gives counts that always add up, and the files of rejects.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path

import ibis.expr.types as ir

from kehu.loads.gathering import Gathered
from kehu.stages.intake import Intake, Mapping
from kehu.stages.intake.advice import SHAPE, advise
from kehu.stages.intake.records import ORIGIN, ROWS_A_FILE
from kehu.stores.batches import FileCount, TableCount
from kehu.stores.rejects import Reject, write_rejects, write_rows


@dataclass(frozen=True)
class LoadReport:
    """What a load did, or would do. `batch` is None after a dry run and where nothing changed."""

    source: str
    batch: int | None
    already_loaded_as: str | None
    files: tuple[FileCount, ...]
    passed_over: tuple[str, ...]
    tables: MappingOf[str, TableCount]
    broken_rules: MappingOf[str, int]
    rejects: Path | None
    is_dry_run: bool
    seconds: float = 0.0
    steps: MappingOf[str, float] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """Rows read, over all files."""
        return sum(file.read for file in self.files)

    @property
    def accepted(self) -> int:
        """Rows accepted, over all files."""
        return sum(file.accepted for file in self.files)

    @property
    def rejected(self) -> int:
        """Rows rejected, over all files."""
        return sum(file.rejected for file in self.files)


def count_files(gathered: Gathered, intake: Intake, texts: MappingOf[str, ir.Table]) -> tuple[FileCount, ...]:
    """How the rows of each file fared. Accepted rows are counted, not inferred.

    Raises RuntimeError where accepted and rejected do not add up to what was read: a defect of the program.
    """
    rejected = _by_file(intake.rejected)
    unused = _by_file(intake.unused.anti_join(intake.rejected, ORIGIN))
    accepted: Counter[int] = Counter()
    for rows in texts.values():
        accepted.update(_by_file(rows.select(ORIGIN).anti_join(intake.rejected, ORIGIN)))
    counts = tuple(
        FileCount(
            name=staged.origin,
            fingerprint=staged.fingerprint,
            read=staged.read,
            accepted=accepted[number],
            rejected=rejected[number] + len(staged.misshapen),
            blank=staged.blank,
            unused=unused[number],
            encoding=staged.encoding,
            delimiter=staged.delimiter,
        )
        for number, (_, staged) in enumerate(gathered.files)
    )
    for count in counts:
        if count.read != count.accepted + count.rejected:
            raise RuntimeError(
                f"{count.name}: {count.accepted} accepted and {count.rejected} rejected of {count.read} read"
            )
    return counts


def _by_file(origins: ir.Table) -> Counter[int]:
    number = (origins[ORIGIN] // ROWS_A_FILE).cast("int64").name("file")
    counts = origins.group_by(number).agg(rows=origins.count()).to_pyarrow().to_pylist()
    return Counter({row["file"]: row["rows"] for row in counts})


def write_reject_files(
    folder: Path, gathered: Gathered, intake: Intake, texts: MappingOf[str, ir.Table], mapping: Mapping
) -> Counter[str]:
    """Write `rejects.csv` and the rejected rows of each file; gives how often each rule was broken."""
    broken: Counter[str] = Counter()

    def counted() -> Iterator[Reject]:
        for reject in _rejects(gathered, intake, mapping):
            broken[reject.rule] += 1
            yield reject

    write_rejects(folder / "rejects.csv", counted())
    for entry, rows in texts.items():
        rejected = rows.semi_join(intake.rejected, ORIGIN).order_by(ORIGIN)
        if rejected.count().to_pyarrow().as_py():
            _write_rejected_rows(folder / f"{entry}.csv", rejected)
    return broken


def _write_rejected_rows(path: Path, rows: ir.Table) -> None:
    heading = [name for name in rows.columns if name != ORIGIN]
    batches = rows.select(*heading).to_pyarrow_batches()
    write_rows(path, heading, (record.values() for batch in batches for record in batch.to_pylist()))


def _rejects(gathered: Gathered, intake: Intake, mapping: Mapping) -> Iterator[Reject]:
    """Every broken rule as a person reads it, misshapen rows first, then by file and row."""
    names = [staged.origin for _, staged in gathered.files]
    for name, (_, staged) in zip(names, gathered.files, strict=True):
        advice = advise(SHAPE, "", None)
        for record in staged.misshapen:
            reason = f"{advice.reason} It has {record.found} of {record.expected}."
            yield Reject(name, record.row, "", "", record.text, SHAPE, reason, advice.what_to_do)
    for batch in intake.breaches.order_by([ORIGIN, "table", "column", "rule"]).to_pyarrow_batches():
        for row in batch.to_pylist():
            number, place = divmod(row[ORIGIN], ROWS_A_FILE)
            yield _reject(names[number], place, row, mapping)


def _reject(file: str, place: int, breach: MappingOf[str, str], mapping: Mapping) -> Reject:
    table, column, rule = breach["table"], breach["column"], breach["rule"]
    schema = mapping.schema_of(table) if table else None
    advice = advise(rule, column, schema, mapped=mapping.codes_of(table, column))
    heading = mapping.heading_of(table, column)
    return Reject(file, place, table, heading, breach["value"], rule, advice.reason, advice.what_to_do)


def count_tables(intake: Intake) -> dict[str, TableCount]:
    """What the load does to each table."""
    return {
        name: TableCount(
            change.inserted, change.updated, change.unchanged, {str(k): v for k, v in change.leans_on.items()}
        )
        for name, change in intake.changes.items()
    }
