"""Views state what they find, and say nothing that a losing or empty book would make false."""

from decimal import Decimal
from io import StringIO

import pytest
from rich.console import Console

from kehu.cli.views import breakdown_finding, quality_finding, show_concentration, show_overview
from kehu.portfolio import Breakdown, Group, Quality, curves, overview
from kehu.portfolio.figures import figures_of


def _breakdown(*results, by=("line",)):
    figures = [figures_of({"earned_premium": Decimal(100), "result": Decimal(result)}) for result in results]
    groups = tuple(Group((f"g{place}",), one) for place, one in enumerate(figures))
    return Breakdown(by, groups, figures_of({}))


def _shown(show, value):
    console = Console(width=100, record=True, file=StringIO())
    show(console, value)
    return console.export_text()


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (_breakdown(5, -3), "1 of 2 lines loses money"),
        (_breakdown(5, -3, -1, by=("branch",)), "2 of 3 branches lose money"),
        (_breakdown(5, 3, by=("line", "year")), "All 2 lines and years make money"),
        (_breakdown(5), "g0 makes all of the result"),
        (_breakdown(), "No line has a premium"),
    ],
)
def test_a_breakdown_is_titled_by_its_finding(made, told):
    assert breakdown_finding(made) == told


def test_the_poorest_data_are_named():
    row = Quality("HQ/North", "agent", 5, 0.4, 0.0, 0.0, 0.0, None, None, None, 10.0)
    assert quality_finding([row]) == "The poorest data come from HQ/North, agent: 10 of 100"
    assert quality_finding([]) == "There are no party records to judge"


def test_a_losing_result_is_drawn_in_amounts(small_run, engine):
    told = _shown(show_concentration, curves(small_run, engine=engine))
    assert "2,800" in told and "-600" in told
    assert "-466" not in told


def test_an_empty_book_is_shown_without_a_fault(run_of, engine):
    told = _shown(show_overview, overview(run_of([], []), engine=engine))
    assert "no customers neither make nor lose money" in told
