"""Tables keep their figures whole in any terminal."""

import datetime
from decimal import Decimal
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from kehu.cli.grids import Column, Shown, counted, facts, grid, written

COLUMNS = (Column("Customer"), Column("Premium", Shown.MONEY, 2), Column("Result", Shown.MONEY), Column("Empty"))
ROWS = [("王芳", Decimal("1234567.00"), Decimal("-1234567.89"), None), ("All", Decimal(1), Decimal("-0.30"), None)]


def _shown(width, **options):
    console = Console(width=width, record=True, file=StringIO())
    grid(console, "Title", COLUMNS, ROWS, **options)
    return console.export_text()


@pytest.mark.parametrize(
    ("value", "shown", "told"),
    [
        (Decimal("-1234567.5"), Shown.MONEY, "-1,234,568"),
        (Decimal("1234.5"), Shown.CENTS, "1,234.50"),
        (Decimal("-0.3"), Shown.MONEY, "0"),
        (1234, Shown.COUNT, "1,234"),
        (0.715, Shown.SHARE, "71.5%"),
        (datetime.date(2024, 2, 29), Shown.TEXT, "2024-02-29"),
        (True, Shown.TEXT, "yes"),
        (None, Shown.MONEY, "–"),
    ],
)
def test_values_are_written_as_people_write_them(value, shown, told):
    assert written(value, shown) == told


def test_figures_are_aligned_on_the_right():
    lines = [line.rstrip() for line in _shown(60).splitlines() if line.startswith(("Customer", "王芳", "All"))]
    assert len(lines) == 3
    assert len({cell_len(line) for line in lines}) == 1


def test_a_column_without_a_value_is_left_out():
    assert "Empty" not in _shown(100)


def test_the_lightest_column_gives_way_in_a_narrow_terminal():
    told = _shown(24)
    assert "Premium" not in told
    assert "-1,234,568" in told and "王芳" in told


def test_the_total_stands_below_a_line():
    assert _shown(60, has_total=True).count("──") > _shown(60).count("──")


def test_facts_are_shown_with_their_remarks():
    console = Console(width=60, record=True, file=StringIO())
    facts(console, "Title", [("Result", "-5", "a loss")])
    assert "Result  -5  a loss" in console.export_text()


def test_numbers_come_with_their_noun():
    assert [counted(n, "claim") for n in (0, 1, 2)] == ["no claims", "1 claim", "2 claims"]
