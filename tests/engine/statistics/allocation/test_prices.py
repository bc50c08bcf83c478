"""Prices: the least of the dual, found by planes below it."""

import numpy as np
import pytest

from kehu.statistics.allocation import Limit, passes, prices
from tests.allocations import drawn


@pytest.mark.parametrize("near", [None, np.array([0.2]), np.array([5.0])])
def test_the_least_of_the_dual_is_found_from_wherever_one_begins(near):
    block, limits = drawn(2_000, 4, 1, seed=1)
    bounds = np.array([-limits[0].bounds[0]])

    def look(at):
        return passes.look(lambda: [block], limits, at, threads=1)

    made = prices.least(look, bounds, known=(), near=near, highest=np.array([100.0]), tolerance=1e-8, most_passes=60)
    least = min(prices.dual(one, bounds) for one in made)
    tried = min(prices.dual(look(np.array([at])), bounds) for at in np.linspace(0, 3, 301))
    assert least <= tried + 1e-6 * abs(tried)


def test_no_price_goes_above_the_highest():
    block, _ = drawn(50, 3, 1, seed=1)
    impossible = [Limit("limit 0", "at least", (1e9,))]
    made = prices.least(
        lambda at: passes.look(lambda: [block], impossible, at, threads=1),
        np.array([1e9]),
        known=(),
        near=None,
        highest=np.array([7.0]),
        tolerance=1e-6,
        most_passes=30,
    )
    assert max(one.prices.max() for one in made) == pytest.approx(7.0)
