"""Laws hold for a line, a product and a region from a day on, and bounds are whole cents inside the range."""

import datetime

import numpy as np
import pytest

from kehu.laws import Law
from kehu.stages.renewals.laws import allowed, cents_above, cents_below, lies_in
from tests.offered import subjects

FROM = datetime.date(2020, 1, 1)


def law(kind="filed_range", **more):
    bounds = {"least": 0.5, "most": 1.5} if kind == "filed_range" else {}
    return Law(**{"kind": kind, "from_date": FROM, "source": "a test"} | bounds | more)


@pytest.mark.parametrize(
    ("more", "holds"),
    [
        ({}, True),
        ({"line": "motor"}, True),
        ({"line": "home"}, False),
        ({"product": "standard"}, True),
        ({"product": "gold"}, False),
        ({"region": "CN"}, True),
        ({"region": "GB"}, False),
        ({"region": "HQ"}, True),
        ({"region": "HQ/North"}, True),
        ({"region": "HQ/Nor"}, False),
        ({"from_date": datetime.date(2025, 7, 1)}, True),
        ({"from_date": datetime.date(2025, 7, 2)}, False),
        ({"to_date": datetime.date(2025, 7, 1)}, False),
        ({"to_date": datetime.date(2025, 7, 2)}, True),
    ],
)
def test_a_law_holds_where_and_when_it_says(more, holds):
    found = allowed(subjects({}), [law(**more)], region="CN")
    assert (found.least[0], found.most[0]) == ((350.0, 1050.0) if holds else (0.0, np.inf))


def test_a_range_may_stand_on_the_expiring_premium():
    found = allowed(subjects({}), [law(basis="expiring_premium")], region="")
    assert (found.least[0], found.most[0]) == (500.0, 1500.0)


def test_of_several_ranges_all_hold():
    found = allowed(subjects({}), [law(), law(least=0.8, most=None)], region="")
    assert (found.least[0], found.most[0]) == (560.0, 1050.0)


def test_ranges_that_contradict_each_other_leave_the_least_price():
    found = allowed(subjects({}), [law(), law(least=2.0, most=None)], region="")
    assert found.least[0] == found.most[0] == 1400.0


def test_a_compulsory_line_may_not_be_declined_and_a_fair_price_is_owed():
    found = allowed(subjects({}, {"line": "home"}), [law("compulsory_line", line="motor")], region="")
    assert found.may_decline.tolist() == [False, True]
    found = allowed(subjects({}, {"line": "home"}), [law("renewal_not_above_new", line="home")], region="")
    assert found.is_fair_bound.tolist() == [False, True]


def test_bounds_are_rounded_inwards():
    assert cents_above(np.array([0.351, 0.35, 0.35 + 1e-12])).tolist() == [0.36, 0.35, 0.35]
    assert cents_below(np.array([0.359, 0.35, 0.35 - 1e-12])).tolist() == [0.35, 0.35, 0.35]


def test_a_branch_lies_in_itself_and_in_what_stands_above_it():
    assert [lies_in("HQ/North", region) for region in ("HQ", "HQ/North", "HQ/North/Town", "North")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_a_renewal_without_a_product_or_branch_is_no_particular_one():
    found = allowed(subjects({"product": None, "branch": None}), [law(product="gold"), law(region="HQ")], region="")
    assert found.most[0] == np.inf
