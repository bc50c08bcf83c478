"""Every reason is true: without what it names, the worth changes by just its amount."""

import numpy as np
import pytest

from kehu.stages.renewals.reasons import in_cents, parts
from tests.offered import assumed, book, subjects

ROW = {
    "own_record": 120.0,
    "line_belief": 40.0,
    "service": 30.0,
    "other_covers": 80.0,
    "reach": 0.97,
    "later_years": 2.5,
}


def worth(row, place):
    made = book(subjects(row), assumed())
    return made, made.come_to(np.array([place]))


def told(place, row=ROW):
    made, plan = worth(row, place)
    return {name: amount[0] / 100 for name, amount in parts(made, plan).items()}, plan.worth["central"][0]


@pytest.mark.parametrize("place", range(10))
def test_reasons_add_up_to_the_worth_to_the_cent(place):
    amounts, whole = told(place)
    assert round(sum(amounts.values()), 2) == round(float(whole), 2)


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("charges", {"charges": 0.0}),
        ("rated_claims", {"claims": 160.0}),
        ("line_belief", {"claims": 460.0, "line_belief": 0.0}),
        ("own_record", {"claims": 380.0, "own_record": 0.0}),
        ("service", {"service": 0.0}),
        ("other_covers", {"other_covers": 0.0}),
    ],
)
def test_without_what_a_reason_names_the_worth_changes_by_its_amount(name, without):
    unchanged = 3
    amounts, whole = told(unchanged)
    _, plan = worth(ROW | without, unchanged)
    assert float(whole) - float(plan.worth["central"][0]) == pytest.approx(amounts[name], abs=0.02)


def test_the_price_is_worth_what_it_brings_from_those_who_would_stay_anyhow():
    amounts, whole = told(4)
    _, stay = worth(ROW | {"central": 0.0}, 4)
    _, before = worth(ROW, 3)
    assert amounts["price_or_terms"] == pytest.approx(stay.worth["central"][0] - before.worth["central"][0], abs=0.02)
    assert amounts["staying"] == pytest.approx(float(whole) - stay.worth["central"][0], abs=0.02)


def test_of_a_customer_declined_all_is_lost_by_leaving():
    amounts, whole = told(9)
    assert whole == 0
    assert amounts["price_or_terms"] == 0
    assert amounts["staying"] == pytest.approx(-sum(told(3)[0].values()), abs=0.02)


def test_amounts_are_whole_cents():
    assert in_cents(np.array([0.114, 0.116])).tolist() == [11, 12]
