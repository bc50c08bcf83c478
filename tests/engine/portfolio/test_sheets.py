"""The workbook of a run has a sheet for every view, and its figures are those of the run."""

from decimal import Decimal

import pytest

from kehu.portfolio import sheets

NAMES = (
    *("Summary", "Lines", "Years", "Lines by year", "Channels", "Branches", "Concentration", "Customers", "Accounts"),
    *("Identity", "Data quality", "Assumptions", "About"),
)


@pytest.fixture(scope="module")
def written(small_run, engine):
    """The sheets by name, with their rows read."""
    return {sheet.name: (sheet, [tuple(row) for row in sheet.rows]) for sheet in sheets(small_run, engine=engine)}


def test_there_is_a_sheet_for_every_view(written):
    assert tuple(written) == NAMES


def test_every_row_has_a_value_for_each_heading(written):
    assert all(len(row) == len(sheet.headings) for sheet, rows in written.values() for row in rows)


def test_titles_state_the_finding(written):
    assert written["Summary"][0].title == "4 customers as of 2024-12-31"
    assert written["Identity"][0].title == "5 records are 4 customers"
    assert written["Customers"][0].title == "All 4 customers by result, the best first"


def test_the_last_row_of_a_breakdown_is_the_total(written):
    sheet, rows = written["Lines"]
    place = [heading.text for heading in sheet.headings].index("Result")
    assert (rows[-1][0], rows[-1][place]) == ("All", Decimal("-599.92"))


def test_the_concentration_has_a_chart_of_its_three_shares(written):
    sheet, rows = written["Concentration"]
    drawn = [sheet.headings[column].text for column in sheet.chart.upwards]
    assert drawn == ["Share of result", "Share of earned premium", "Share of claims"]
    assert len(rows) == 4


def test_the_currency_is_said_once_on_a_sheet_of_amounts(written):
    assert written["Accounts"][0].note == "Amounts in CNY, as of 2024-12-31."
    assert sum("CNY" in heading.text for sheet, _ in written.values() for heading in sheet.headings) == 0
