"""Bounds hold what they promise: drawn again and again, they cover the mean behind in about 95 cases of 100."""

import numpy as np
import pytest
from scipy.stats import chi2

from kehu.statistics import intervals


@pytest.mark.parametrize("count", [0, 1, 7, 400])
def test_a_count_has_the_bounds_of_the_chi_square_law(count):
    lower, upper = intervals.of_count(count)
    assert lower == pytest.approx(chi2.ppf(0.025, 2 * count) / 2 if count else 0)
    assert upper == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2)


def test_a_share_of_all_leaves_room_below_and_none_above():
    lower, upper = intervals.of_share(20, 20)
    assert 0.8 < lower < 1
    assert upper == 1


def test_bounds_of_amounts_cover_the_mean_in_about_95_of_100_draws():
    random = np.random.default_rng(1)
    draws = [random.gamma(2, 500, random.poisson(400)) for _ in range(1000)]
    bounds = [intervals.of_amounts(draw.sum(), (draw**2).sum()) for draw in draws]
    assert np.mean([lower <= 400_000 <= upper for lower, upper in bounds]) == pytest.approx(0.95, abs=0.02)


def test_bounds_of_a_mean_are_those_of_its_spread():
    values = np.random.default_rng(2).normal(10, 3, 200)
    lower, upper = intervals.of_mean(values.sum(), (values**2).sum(), 200)
    assert upper - lower == pytest.approx(2 * 1.96 * values.std(ddof=1) / np.sqrt(200), rel=1e-3)
    assert intervals.of_mean(5.0, 25.0, 1) == (5.0, 5.0)
