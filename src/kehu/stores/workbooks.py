"""Excel workbooks: sheets of rows under frozen headings, written in constant memory.

Reads headings and rows of plain values; writes one `.xlsx`, whole or not at all, by a rename.
Texts are written as texts whatever they begin with, so that no cell of a source can become a formula.
"""

from __future__ import annotations

import datetime
import math
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
A4 = 9  # the number of the paper's size in Excel
HEADING_ROW = 3


class Cell(StrEnum):
    """How the cells of a column are shown."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    DATE = "date"
    YEAR = "year"
    ANY = "any"


FORMATS: Mapping[Cell, Mapping[str, Any]] = {
    Cell.TEXT: {},
    Cell.COUNT: {"num_format": "#,##0"},
    Cell.MONEY: {"num_format": "#,##0.00;-#,##0.00"},
    Cell.SHARE: {"num_format": "0.0%"},
    Cell.DATE: {"num_format": "yyyy-mm-dd", "align": "left"},
    Cell.YEAR: {"num_format": "0", "align": "left"},
}
WIDTHS = {Cell.TEXT: 18, Cell.COUNT: 12, Cell.MONEY: 16, Cell.SHARE: 12, Cell.DATE: 12, Cell.YEAR: 8, Cell.ANY: 24}
KINDS: tuple[tuple[type, Cell], ...] = ((Decimal, Cell.MONEY), (int, Cell.COUNT), (datetime.date, Cell.DATE))


class WorkbookError(ValueError):
    """A workbook that cannot be written; the message says why and what to do."""


@dataclass(frozen=True)
class Heading:
    """A column: its heading with the unit, how its cells are shown, and its width in characters."""

    text: str
    cell: Cell = Cell.TEXT
    width: int | None = None


@dataclass(frozen=True)
class Chart:
    """A chart of lines beside the rows: the column along, those upwards, and what the axes say."""

    title: str
    along: int
    upwards: tuple[int, ...]
    along_title: str
    upwards_title: str


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, a sentence above the rows, a note under it, headings and rows."""

    name: str
    title: str
    headings: tuple[Heading, ...]
    rows: Iterable[Sequence[object]]
    note: str = ""
    chart: Chart | None = None


def write_workbook(
    path: Path, sheets: Iterable[Sheet], *, created_at: datetime.datetime, report: Callable[[str, int, int], None]
) -> dict[str, int]:
    """Write a workbook; gives the number of rows of each sheet. `report` gets the sheets done.

    Raises WorkbookError where the file's name does not end in .xlsx or its folder is not there.
    """
    if path.suffix.lower() != ".xlsx":
        raise WorkbookError(f"{path}: an Excel workbook ends in .xlsx; give it that ending.")
    if not path.parent.is_dir():
        raise WorkbookError(f"{path.parent}: no such folder. Make it first, or name another.")
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        counts = _write(temporary, sheets, created_at, report)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return counts


def _write(
    path: Path, sheets: Iterable[Sheet], created_at: datetime.datetime, report: Callable[[str, int, int], None]
) -> dict[str, int]:
    counts: dict[str, int] = {}
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        workbook.set_properties({"created": created_at.replace(tzinfo=None), "author": "Kehu"})
        looks = {cell: workbook.add_format(dict(look)) for cell, look in FORMATS.items()}
        for sheet in sheets:
            report("Writing the workbook", len(counts), 0)
            counts[sheet.name] = _write_sheet(workbook, sheet, looks)
    return counts


def _write_sheet(workbook: Workbook, sheet: Sheet, looks: Mapping[Cell, Any]) -> int:
    page = workbook.add_worksheet(sheet.name)
    for place, heading in enumerate(sheet.headings):
        page.set_column(place, place, heading.width or max(WIDTHS[heading.cell], len(heading.text) + 2))
    page.freeze_panes(HEADING_ROW + 1, 0)
    _set_for_print(page)
    page.write_string(0, 0, sheet.title, workbook.add_format({"bold": True, "font_size": 13}))
    page.write_string(1, 0, sheet.note, workbook.add_format({"font_color": "#595959"}))
    for place, heading in enumerate(sheet.headings):
        page.write_string(HEADING_ROW, place, heading.text, _heading_look(workbook, heading))
    row = HEADING_ROW
    for values in sheet.rows:
        row += 1
        if row >= MOST_ROWS:
            raise WorkbookError(f"sheet {sheet.name}: more rows than a sheet can hold; export fewer.")
        for place, (heading, value) in enumerate(zip(sheet.headings, values, strict=True)):
            _write_cell(page, row, place, value, heading.cell, looks)
    if row > HEADING_ROW:
        page.autofilter(HEADING_ROW, 0, row, len(sheet.headings) - 1)
    if sheet.chart and row > HEADING_ROW:
        _draw(workbook, page, sheet, sheet.chart, row)
    return row - HEADING_ROW


def _set_for_print(page: Worksheet) -> None:
    """Across the page, as wide as one page, the headings again on each, page of pages at the foot."""
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADING_ROW)
    page.set_footer("&L&A&R&P / &N")


def _heading_look(workbook: Workbook, heading: Heading) -> Any:
    align = "left" if heading.cell in (Cell.TEXT, Cell.ANY, Cell.DATE, Cell.YEAR) else "right"
    return workbook.add_format({"bold": True, "bottom": 1, "bg_color": "#F2F2F2", "align": align})


def _write_cell(page: Worksheet, row: int, column: int, value: object, cell: Cell, looks: Mapping[Cell, Any]) -> None:
    """Write one value; what is empty or no number leaves the cell empty."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return
    if cell is Cell.ANY:
        cell = next((shown for kind, shown in KINDS if isinstance(value, kind)), Cell.TEXT)
    if isinstance(value, bool | str) or cell is Cell.TEXT:
        page.write_string(row, column, str(value)[:LONGEST_TEXT], looks[Cell.TEXT])
    elif isinstance(value, datetime.date):
        page.write_datetime(row, column, value, looks[cell])
    elif isinstance(value, int | float | Decimal):
        page.write_number(row, column, float(value), looks[cell])


def _draw(workbook: Workbook, page: Worksheet, sheet: Sheet, chart: Chart, last: int) -> None:
    drawn: Any = workbook.add_chart({"type": "scatter", "subtype": "straight"})
    first = HEADING_ROW + 1
    for column in chart.upwards:
        drawn.add_series(
            {
                "name": [sheet.name, HEADING_ROW, column],
                "categories": [sheet.name, first, chart.along, last, chart.along],
                "values": [sheet.name, first, column, last, column],
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {"size": 12}})
    drawn.set_x_axis({"name": chart.along_title, "min": 0, "max": 1, "num_format": "0%"})
    drawn.set_y_axis({"name": chart.upwards_title, "num_format": "0%", "crossing": 0, "label_position": "low"})
    drawn.set_legend({"position": "bottom"})
    drawn.set_size({"width": 720, "height": 460})
    page.insert_chart(HEADING_ROW, len(sheet.headings) + 1, drawn)
