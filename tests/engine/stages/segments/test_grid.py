"""The grid: strategies of cells, places of customers, what cells bring."""

import pytest

from kehu.parameters import default_text, parse
from kehu.stages.segments.grid import every_cell, places, segment_cells, strategy_of
from tests.worths import listed, told

ASSUMED = parse(default_text(), name="default")


@pytest.mark.parametrize(
    ("grade", "tier", "strategy"),
    [
        ("A", "A", "keep"),
        ("E", "B", "convert"),
        ("B", "D", "grow"),
        ("C", "C", "grow"),
        ("C", "D", "convert"),
        ("E", "D", "release"),
        ("none", "A", None),
    ],
)
def test_the_default_grid_says_what_to_do(grade, tier, strategy):
    assert strategy_of(grade=grade, tier=tier, parameters=ASSUMED) == strategy


def _placed(*values, risks):
    return places(values=told("customer_values", *values), risks=told("customer_risks", *risks), cells=_cells())


def _cells():
    return every_cell(parameters=ASSUMED)


def test_a_customer_without_grade_or_tier_has_a_place_and_no_strategy():
    placed = _placed({"customer_id": "A"}, {"customer_id": "B", "tier": None}, risks=[{"customer_id": "B"}])
    columns = ("customer_id", "grade", "tier", "strategy")
    assert listed(placed, *columns) == [("A", "none", "B", None), ("B", "C", "none", None)]


def test_every_cell_is_there_and_the_customers_add_up():
    placed = _placed(
        {"lifetime_value": 10}, {"customer_id": "B", "lifetime_value": 5}, risks=[{}, {"customer_id": "B"}]
    )
    cells = segment_cells(placed=placed, cells=_cells()).to_pyarrow().to_pylist()
    assert len(cells) == 6 * 5
    filled = [(c["grade"], c["tier"], c["customer_count"], c["lifetime_value"]) for c in cells if c["customer_count"]]
    assert filled == [("C", "B", 2, 15)]
