"""What a way of breaking a source is, and builders of sources that are broken.

`Refused` is a source that cannot be loaded at all, `Rejected` one of which a single row cannot; the builders give the
files of a folder by name.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from tests.cast import CLAIMS_HEADING, HEADING, MAPPING, changed, lines, year

GOOD = (year("P1"), year("P2"))
AS_DECLARED = 'decimal = "."\n[files.types]'
Files = Mapping[str, str | bytes]


@dataclass(frozen=True)
class Refused:
    """A source that is refused as a whole: what is said (or how it begins, where it `goes_on`)."""

    way: str
    says: str
    files: Files = field(default_factory=lambda: years(*GOOD))
    edits: tuple[tuple[str, str], ...] = ()
    mapping: str = MAPPING
    goes_on: bool = False


@dataclass(frozen=True)
class Rejected:
    """A source of which one row is rejected: its place, its value, the rule that it broke and what to do about it.

    `also` counts the lines of the same cause in other tables; `terms` are those that the book holds afterwards.
    """

    way: str
    files: Files
    row: int
    column: str
    value: str
    rule: str
    what_to_do: str
    mapping: str = MAPPING
    file: str = "years.csv"
    also: int = 0
    terms: tuple[str, ...] = ("P1/2024", "P2/2024")


def years(*rows: str, heading: str = HEADING) -> dict[str, str | bytes]:
    """A folder with the file of policy years."""
    return {"years.csv": lines(*rows, heading=heading)}


def with_claims(*rows: str) -> dict[str, str | bytes]:
    """A folder with two policy years and a file of claims."""
    return {**years(*GOOD), "claims.csv": lines(*rows, heading=CLAIMS_HEADING)}


def entry(line: str) -> tuple[tuple[str, str], ...]:
    """An edit of the mapping: one more line in the entry of the file."""
    return ((AS_DECLARED, AS_DECLARED.replace("\n", f"\n{line}\n", 1)),)


def workbook() -> bytes:
    """A workbook of one sheet, `data`, with a good file of policy years."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet("data")
        for place, line in enumerate(lines(*GOOD).split()):
            sheet.write_row(place, 0, line.split(","))
    return held.getvalue()


def parquet() -> bytes:
    """A Parquet file."""
    held = io.BytesIO()
    pq.write_table(pa.table({"policy": ["P1"] * 100}), held)
    return held.getvalue()


def mapping_of(case: Refused) -> str:
    """The mapping of a case, edited."""
    return changed(case.mapping, *case.edits)
