"""Reads workbooks: one sheet of an Excel or OpenDocument file.

Reads a file; gives a `Staged`. Cells become the texts that a person would type: dates as yyyy-mm-dd, whole numbers
without a point, fractions to nine decimals, and an error of a formula as the sheet shows it, so that it is rejected
and not taken for an empty cell. A sheet is held in memory, which its format bounds to 1,048,576 rows.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import fastexcel
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kehu.stores.sources.delimited import blank_rows
from kehu.stores.sources.staged import Format, Progress, SourceError, Staged, column_names
from kehu.stores.sources.staging import Writer, staging
from kehu.stores.sources.streams import Counted

SLICE = 50_000
PROTECTED = b"\xd0\xcf\x11\xe0"
ZIPPED = (".xlsx", ".xlsm", ".xlsb", ".ods")
SHOWN = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}


def stage_workbook(path: Path, *, format: Format, to: Path, progress: Progress) -> Staged:
    """Stage one sheet; `progress` gets bytes of the file, in proportion to the rows done."""
    origin = path.name
    with Counted(path) as counted:
        fingerprint, size = counted.fingerprint(), counted.total
    cells = read_sheet(path, sheet=format.sheet)
    columns, records = _under_heading(cells, row=format.heading_row, origin=origin)
    with staging(to, columns) as writer:
        for start in range(0, records.num_rows, SLICE):
            part = records.slice(start, SLICE)
            _add_filled(writer, part, first_row=format.heading_row + 1 + start)
            progress(size * (start + part.num_rows) // records.num_rows, size)
    return Staged(
        path=to,
        origin=origin,
        columns=columns,
        read=writer.rows,
        blank=records.num_rows - writer.rows,
        misshapen=(),
        encoding=None,
        delimiter=None,
        fingerprint=fingerprint,
    )


def read_sheet(path: Path, *, sheet: str | None) -> pa.RecordBatch:
    """All cells of a sheet (the first where none is named) as texts, its first row first.

    Raises SourceError where the workbook cannot be opened or has no such sheet.
    """
    origin = path.name
    try:
        book = fastexcel.read_excel(path)
    except fastexcel.FastExcelError as error:
        raise SourceError(f"{origin}: {_why_it_does_not_open(path, error)}") from None
    if sheet is not None and sheet not in book.sheet_names:
        raise SourceError(f"{origin}: has no sheet {sheet!r}; its sheets are {', '.join(map(repr, book.sheet_names))}")
    name = sheet or book.sheet_names[0]
    try:
        loaded = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        cells, failed = loaded.to_arrow_with_errors()
    except fastexcel.FastExcelError as error:
        raise SourceError(f"{origin}: sheet {name!r} cannot be read ({_first_line(error)}); save it again") from None
    typed = pa.record_batch([_as_typed(column) for column in cells.columns], names=cells.schema.names)
    return _with_errors_shown(typed, failed.errors if failed else [])


def _under_heading(cells: pa.RecordBatch, *, row: int, origin: str) -> tuple[tuple[str, ...], pa.RecordBatch]:
    heading = [column[row - 1].as_py() for column in cells.columns] if cells.num_rows >= row else []
    if not any(text and text.strip() for text in heading):
        raise SourceError(f"{origin}: row {row} has no headings; say in which row they are, such as heading_row = 3")
    records = cells.slice(row)
    used = [
        place
        for place, (text, column) in enumerate(zip(heading, records.columns, strict=True))
        if (text and text.strip()) or column.null_count < len(column)
    ]
    names = column_names([heading[place] for place in used], origin=origin)
    arrays = [records.column(place) for place in used]
    return names, pa.record_batch(arrays, names=list(names))


def _add_filled(writer: Writer, part: pa.RecordBatch, *, first_row: int) -> None:
    filled = pa.record_batch([pc.fill_null(column, "") for column in part.columns], names=part.schema.names)
    kept = np.delete(np.arange(part.num_rows), blank_rows(filled))
    writer.add(first_row + kept, part.take(pa.array(kept)).columns)


def _as_typed(column: pa.Array) -> pa.Array:
    """A date without its midnight, a time without the day from which Excel counts."""
    whole_days = pc.replace_substring_regex(column, r"^(\d{4}-\d\d-\d\d) 00:00:00$", r"\1")
    return pc.replace_substring_regex(whole_days, r"^1899-12-3[01] (\d\d:\d\d:\d\d)", r"\1")


def _with_errors_shown(cells: pa.RecordBatch, errors: list[Any]) -> pa.RecordBatch:
    by_column: dict[int, list[tuple[int, str]]] = {}
    for error in errors:
        row, column = error.offset_position
        kind = re.search(r"Error\((\w+)\)", error.detail)
        by_column.setdefault(column, []).append((row, SHOWN.get(kind[1], "#ERROR!") if kind else "#ERROR!"))
    for column, found in by_column.items():
        mask = np.zeros(cells.num_rows, dtype=bool)
        mask[[row for row, _ in found]] = True
        shown = pc.replace_with_mask(
            cells.column(column), pa.array(mask), pa.array([text for _, text in sorted(found)])
        )
        cells = cells.set_column(column, cells.schema.field(column), shown)
    return cells


def _why_it_does_not_open(path: Path, error: Exception) -> str:
    with path.open("rb") as file:
        start = file.read(8)
    if path.suffix.lower() in ZIPPED and start.startswith(PROTECTED):
        return "is protected by a password, or is an old .xls file; save it without a password, as .xlsx"
    if "password" in str(error).lower():
        return "is protected by a password; save it without"
    return f"is damaged or not a workbook ({_first_line(error)}); open it in a spreadsheet program and save it again"


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
