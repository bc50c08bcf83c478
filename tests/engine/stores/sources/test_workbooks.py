from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import xlsxwriter

from kehu.stores.sources import Format, SourceError, Staged, stage_file


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Two sheets; the first has an empty row, an empty column, a failed formula, and a table further down."""
    path = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet = workbook.add_worksheet("保单")
        sheet.write_row(0, 0, ["id", "date", "", "amount", "is_paid"])
        sheet.write_row(1, 0, ["007"])
        sheet.write_datetime(1, 1, datetime.datetime.fromisoformat("2020-01-02"), day)
        sheet.write_row(1, 3, [12.0, True])
        sheet.write_row(3, 0, [8, "", None, 0.5])
        sheet.write_datetime(
            4, 1, datetime.datetime.fromisoformat("2020-01-02 10:30"), workbook.add_format({"num_format": "d h:mm"})
        )
        sheet.write_formula(4, 3, "=1/0", None, "#DIV/0!")
        other = workbook.add_worksheet("other")
        other.write_row("B3", ["x", "x"])
    return path


def stage(path: Path, **format: object) -> Staged:
    to = path.with_name("staged.parquet")
    return stage_file(path, format=Format(**format), to=to, progress=lambda *_: None)


def test_cells_become_the_texts_that_a_person_would_type(book, rows):
    staged = stage(book)
    assert staged.columns == ("id", "date", "amount", "is_paid")
    assert rows(staged) == [
        (2, "007", "2020-01-02", "12", "true"),
        (4, "8", None, "0.5", None),
        (5, None, "2020-01-02 10:30:00", "#DIV/0!", None),
    ]


def test_empty_rows_are_passed_over_and_counted(book):
    staged = stage(book)
    assert (staged.read, staged.blank) == (3, 1)


def test_the_heading_may_stand_further_down(book):
    with pytest.raises(SourceError, match=r"book.xlsx: columns 1 and 2 are both headed 'x'"):
        stage(book, sheet="other", heading_row=3)


def test_a_sheet_without_a_heading_is_an_error(book):
    with pytest.raises(SourceError, match=r"book.xlsx: row 1 has no headings"):
        stage(book, sheet="other")


def test_an_unknown_sheet_is_an_error_that_lists_the_sheets(book):
    with pytest.raises(SourceError, match=r"has no sheet 'claims'; its sheets are '保单', 'other'"):
        stage(book, sheet="claims")


def test_a_damaged_workbook_is_an_error(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"PK\x03\x04 and no more")
    with pytest.raises(SourceError, match=r"book.xlsx: is damaged or not a workbook .* save it again"):
        stage(path)


def test_a_protected_workbook_is_an_error(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(SourceError, match=r"book.xlsx: is protected by a password"):
        stage(path)
