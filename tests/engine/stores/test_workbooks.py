"""A workbook is written whole or not at all, and holds what it was given."""

import datetime
from decimal import Decimal

import openpyxl
import pytest

from kehu.stores.workbooks import Cell, Chart, Heading, Sheet, WorkbookError, write_workbook

NOW = datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC)
HEADINGS = (
    Heading("Customer"),
    Heading("Result", Cell.MONEY),
    Heading("Since", Cell.DATE),
    Heading("Share", Cell.SHARE),
)
ROWS = [("王芳", Decimal("-12.50"), datetime.date(2023, 1, 1), 0.25), ("=1+1", None, None, float("nan"))]


def _write(path, **changes):
    sheet = Sheet(**{"name": "Customers", "title": "Two", "headings": HEADINGS, "rows": ROWS, "note": "CNY", **changes})
    return write_workbook(path, [sheet], created_at=NOW, report=lambda *_: None)


def test_values_come_back_as_they_were_given(tmp_path):
    counts = _write(tmp_path / "out.xlsx")
    page = openpyxl.load_workbook(tmp_path / "out.xlsx")["Customers"]
    assert counts == {"Customers": 2}
    assert (page["A1"].value, page["A2"].value, page["A4"].value) == ("Two", "CNY", "Customer")
    assert [cell.value for cell in page[5]] == ["王芳", -12.5, datetime.datetime(2023, 1, 1), 0.25]  # noqa: DTZ001 (a workbook knows no zone)


def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path):
    _write(tmp_path / "out.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "out.xlsx")["Customers"]["A6"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_what_is_missing_or_no_number_leaves_the_cell_empty(tmp_path):
    _write(tmp_path / "out.xlsx")
    page = openpyxl.load_workbook(tmp_path / "out.xlsx")["Customers"]
    assert [page.cell(6, column).value for column in (2, 3, 4)] == [None, None, None]


def test_headings_are_frozen_and_numbers_have_their_format(tmp_path):
    _write(tmp_path / "out.xlsx")
    page = openpyxl.load_workbook(tmp_path / "out.xlsx")["Customers"]
    assert page.freeze_panes == "A5"
    assert [page.cell(5, column).number_format for column in (2, 3, 4)] == ["#,##0.00;-#,##0.00", "yyyy-mm-dd", "0.0%"]


def test_a_chart_stands_beside_its_rows(tmp_path):
    _write(tmp_path / "out.xlsx", chart=Chart("Curve", 3, (1,), "Share", "Result"))
    (chart,) = openpyxl.load_workbook(tmp_path / "out.xlsx")["Customers"]._charts
    assert len(chart.series) == 1


def test_a_failure_leaves_the_former_workbook_and_nothing_else(tmp_path):
    def broken():
        yield ROWS[0]
        raise RuntimeError("the disk is gone")

    (tmp_path / "out.xlsx").write_bytes(b"former")
    with pytest.raises(RuntimeError, match="disk is gone"):
        _write(tmp_path / "out.xlsx", rows=broken())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"out.xlsx": b"former"}


def test_a_wrong_ending_or_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(WorkbookError, match=r"ends in \.xlsx"):
        _write(tmp_path / "out.csv")
    with pytest.raises(WorkbookError, match="no such folder"):
        _write(tmp_path / "gone" / "out.xlsx")


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("kehu.stores.workbooks.MOST_ROWS", 5)
    with pytest.raises(WorkbookError, match="more rows than a sheet can hold"):
        _write(tmp_path / "out.xlsx")
