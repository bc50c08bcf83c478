"""Limits in what offers use: counted by customer, in premium, as a mean change of price, in whole renewals."""

import numpy as np
import pytest

from kehu.renewal_assumptions import Bound
from kehu.stages.renewals.limits import shared, uses
from tests.offered import assumed, book, subjects


def bound(measure, sense="at most", at=0.5, by="all"):
    return Bound(measure=measure, sense=sense, bound=at, by=by)


def limit(asked, rows):
    made = book(rows, assumed())
    kept = rows.reach * made.as_it_is.renewal
    return shared(asked, rows, kept, made.as_it_is.price)


def used(asked, row):
    rows = subjects(row)
    made = book(rows, assumed(price_steps=(-0.1, 0.0, 0.1)))
    return uses(asked, made.gate.menu(rows, made.made), rows, made.made)[0]


def test_customers_kept_are_counted_once_for_all_their_covers():
    found = limit(bound("kept", "at least"), subjects({"covers": 2.0}, {"covers": 2.0}, {}))
    assert found.whole.tolist() == pytest.approx([1.6])
    assert found.limit.bounds == pytest.approx((0.8,))


def test_a_limit_for_each_line_has_a_bound_for_each():
    found = limit(bound("premium", by="line"), subjects({}, {"line": "home"}, {"line": "home"}))
    assert dict(zip(found.names, found.whole, strict=True)) == pytest.approx({"motor": 800, "home": 1600, "": 0})
    assert found.summed(np.array([1.0, 2.0, 3.0])).tolist() == [1.0, 5.0, 0.0]


def test_nobody_is_declined_by_half():
    rows = subjects(*[{}] * 5)
    assert limit(bound("declines"), rows).limit.bounds == (2.0,)
    assert limit(bound("declines", "at least"), rows).limit.bounds == (3.0,)


def test_a_mean_change_of_price_is_kept_where_its_sum_is_not_above_nothing():
    assert limit(bound("rate_change", at=0.05), subjects({})).limit.bounds == (0.0,)
    found = used(bound("rate_change", at=0.1), {"central": 0.0})
    assert found.tolist() == pytest.approx([-0.8 * 200, -0.8 * 100, 0.0, 0.0])


@pytest.mark.parametrize(
    ("measure", "found"),
    [
        ("kept", [0.8, 0.8, 0.8, 0.0]),
        ("premium", [720.0, 800.0, 880.0, 0.0]),
        ("discounts", [80.0, 0.0, 0.0, 0.0]),
        ("declines", [0.0, 0.0, 0.0, 1.0]),
    ],
)
def test_what_each_offer_uses(measure, found):
    assert used(bound(measure), {"central": 0.0}).tolist() == pytest.approx(found)
