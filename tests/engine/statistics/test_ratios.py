"""Ratios of sums over clusters: published figures, what few clusters allow to say, and how often bounds hold."""

import math

import numpy as np
import pytest

from kehu.statistics.ratios import Sums, difference_of_amounts, difference_of_shares, of_amounts, of_shares


def sums_of(weights, amounts):
    """The sums of clusters given one by one."""
    n, y = np.asarray(weights, float), np.asarray(amounts, float)
    return Sums(len(n), n.sum(), y.sum(), (n * n).sum(), (n * y).sum(), (y * y).sum())


def test_the_variance_is_that_of_the_ratio_estimator():
    sums = sums_of([1, 2, 3], [1, 1, 3])
    off = np.array([1, 1, 3]) - 5 / 6 * np.array([1, 2, 3])
    assert sums.variance == pytest.approx((off**2).sum() / 36 * 3 / 2)


def test_a_single_customer_says_nothing_about_others():
    alone, others = sums_of([3], [2]), sums_of([1] * 50, [1] * 50)
    assert of_amounts(alone).lower == -math.inf
    assert difference_of_amounts(alone, others).upper == math.inf
    assert not difference_of_amounts(alone, others).is_sure


def test_a_share_where_all_came_is_not_certain():
    found = of_shares(sums_of([1] * 10, [1] * 10))
    assert found.upper == pytest.approx(1.0)
    assert found.lower == pytest.approx(0.722, abs=1e-3)  # Wilson, 10 of 10


def test_customers_with_many_covers_count_as_fewer_cases():
    alike = sums_of([4] * 25, [4, 0] * 12 + [4])
    single = sums_of([1] * 100, ([1] * 4 + [0] * 4) * 12 + [1] * 4)
    assert of_shares(alike).lower < of_shares(single).lower


def test_two_shares_apart_are_those_of_newcombe():
    ones = [1] * 56 + [0] * 14, [1] * 48 + [0] * 32
    found = difference_of_shares(*(sums_of([1] * len(side), side) for side in ones))
    assert (found.lower, found.upper) == pytest.approx((0.0524, 0.3339), abs=1e-4)
    assert found.is_sure


@pytest.mark.parametrize("customers", [8, 60])
def test_bounds_hold_in_about_95_cases_of_100(customers):
    random = np.random.default_rng(1)
    held = 0
    for _ in range(1500):
        sides = []
        for _ in range(2):
            n = random.integers(1, 4, customers)
            sides.append(sums_of(n, random.binomial(n, random.beta(4, 2, customers))))
        found = difference_of_shares(*sides)
        held += found.lower <= 0 <= found.upper
    assert 0.93 <= held / 1500 <= 0.995
