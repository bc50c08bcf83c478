"""Mantel and Haenszel: what one finds by hand, and how often the truth lies within the bounds."""

import numpy as np
import pytest

from kehu.statistics.slopes import UNKNOWN
from kehu.statistics.stratified import log_odds_ratio, log_rate_ratio


def test_strata_with_one_group_only_do_not_count():
    one = log_odds_ratio(np.array([20.0]), np.array([100.0]), np.array([10.0]), np.array([100.0]))
    two = log_odds_ratio(np.array([20.0, 7.0]), np.array([100.0, 9.0]), np.array([10.0, 0.0]), np.array([100.0, 0.0]))
    assert two.value == pytest.approx(one.value)


def test_a_mix_that_differs_by_stratum_makes_no_effect():
    came, cases = np.array([90.0, 2.0]), np.array([100.0, 10.0])
    others, all_others = np.array([9.0, 20.0]), np.array([10.0, 100.0])
    assert log_odds_ratio(came, cases, others, all_others).value == pytest.approx(0.0)
    assert log_rate_ratio(came, cases, others, all_others).value == pytest.approx(0.0)


def test_where_nobody_came_or_nobody_is_there_is_no_certainty():
    none = np.zeros(1)
    assert log_odds_ratio(none, none, np.array([5.0]), np.array([9.0])).error == UNKNOWN
    assert log_rate_ratio(none, np.array([3.0]), none, np.array([9.0])).error == UNKNOWN
    assert np.isfinite(log_odds_ratio(np.array([5.0]), np.array([5.0]), np.array([3.0]), np.array([9.0])).value)
    assert np.isfinite(log_rate_ratio(none, np.array([50.0]), np.array([4.0]), np.array([50.0])).value)


@pytest.mark.parametrize("truth", [0.0, -0.4])
def test_the_truth_lies_within_the_bounds_in_95_cases_of_100(truth):
    draw = np.random.default_rng(7)
    base = draw.uniform(0.1, 0.6, 30)
    held = {"odds": 0, "rate": 0}
    for _ in range(400):
        cases = draw.integers(1, 12, (2, 30)).astype(float)
        odds = 1 / (1 + np.exp(-(np.log(base / (1 - base)) + truth)))
        found = log_odds_ratio(
            draw.binomial(cases[0].astype(int), odds), cases[0], draw.binomial(cases[1].astype(int), base), cases[1]
        )
        held["odds"] += abs(found.value - truth) <= 1.96 * found.error
        rates = log_rate_ratio(
            draw.poisson(cases[0] * base * np.exp(truth)), cases[0], draw.poisson(cases[1] * base), cases[1]
        )
        held["rate"] += abs(rates.value - truth) <= 1.96 * rates.error
    assert all(0.92 <= count / 400 <= 0.985 for count in held.values())
