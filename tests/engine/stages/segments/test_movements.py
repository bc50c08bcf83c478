"""Movements between cells: everybody comes from somewhere and goes somewhere."""

import pytest

from kehu.parameters import default_text, parse
from kehu.stages.segments.grid import every_cell, places
from kehu.stages.segments.movements import followed, movements
from tests.worths import listed, told

ASSUMED = parse(default_text(), name="default")
CELLS = ("former_grade", "former_tier", "grade", "tier", "customer_count")


def _moved(*, before, now, redirects=()):
    """Customers by tier before and now, all of grade C."""
    former = told("customer_segments", *({"customer_id": key, "tier": tier} for key, tier in before.items()))
    values = told("customer_values", *({"customer_id": k, "tier": t, "future_value": 7} for k, t in now.items()))
    placed = places(
        values=values,
        risks=told("customer_risks", *({"customer_id": key} for key in now)),
        cells=every_cell(parameters=ASSUMED),
    )
    ways = told("identity_redirects", *({"former_customer_id": a, "customer_id": b} for a, b in redirects))
    return movements(placed=placed, known=followed(former=former, redirects=ways))


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [
        ({"A": "B"}, {"A": "C"}, [("C", "B", "C", "C", 1)]),
        ({"A": "B"}, {"A": "B", "N": "D"}, [("C", "B", "C", "B", 1), ("new", "new", "C", "D", 1)]),
        ({"A": "B", "X": "D"}, {"A": "B"}, [("C", "B", "C", "B", 1), ("C", "D", "left", "left", 1)]),
    ],
)
def test_everybody_has_a_way(before, now, moved):
    assert listed(_moved(before=before, now=now), *CELLS) == moved


def test_an_id_that_is_no_longer_given_is_followed():
    found = _moved(before={"O": "B"}, now={"A": "C"}, redirects=[("O", "A")])
    assert listed(found, *CELLS) == [("C", "B", "C", "C", 1)]


def test_of_two_who_are_one_today_the_other_is_merged():
    found = _moved(before={"A": "B", "O": "D"}, now={"A": "B"}, redirects=[("O", "A")])
    assert listed(found, *CELLS) == [("C", "B", "C", "B", 1), ("C", "D", "merged", "merged", 1)]


def test_two_who_are_one_and_left_are_two_leavers():
    found = _moved(before={"A": "B", "O": "D"}, now={"N": "A"}, redirects=[("O", "A")])
    left = [row for row in listed(found, *CELLS) if row[2] == "left"]
    assert left == [("C", "B", "left", "left", 1), ("C", "D", "left", "left", 1)]
