"""Slopes of log odds: the truth inside the interval, groups that share, priors that lean."""

import numpy as np
import pytest
from scipy.special import expit, logit

from kehu.statistics.slopes import UNKNOWN, Slope, logit_slope, pooled, with_prior


def test_it_finds_a_slope_beside_an_offset():
    measure, offset, cases = np.array([0.0, 0.1, 0.2]), np.array([1.0, -1.0, 0.5]), np.full(3, 1e6)
    came_true = cases * expit(offset + 0.3 - 4 * measure)
    found = logit_slope(measure, offset=offset, cases=cases, came_true=came_true)
    assert found.value == pytest.approx(-4, abs=1e-6)


def test_of_two_groups_it_is_the_difference_of_their_log_odds_with_its_textbook_error():
    cases, came_true = np.array([200.0, 300.0]), np.array([150.0, 180.0])
    found = logit_slope(np.array([0.0, 1.0]), offset=np.zeros(2), cases=cases, came_true=came_true)
    assert found.value == pytest.approx(logit(0.6) - logit(0.75))
    assert found.error == pytest.approx((1 / 150 + 1 / 50 + 1 / 180 + 1 / 120) ** 0.5)


def test_the_true_slope_lies_in_its_interval_about_as_often_as_it_says():
    random, inside = np.random.default_rng(7), 0
    measure, cases = np.repeat([-0.05, 0.0, 0.05], 100), np.full(300, 40)
    for _ in range(100):
        offset = random.normal(1, 0.7, 300)
        came_true = random.binomial(cases, expit(offset - 4.5 * measure))
        found = logit_slope(measure, offset=offset, cases=cases.astype(float), came_true=came_true)
        inside += abs(found.value + 4.5) < 1.96 * found.error
    assert 88 <= inside <= 100


@pytest.mark.parametrize("came_true", [[0.0, 0.0], [5.0, 5.0]])
def test_where_all_ended_alike_nothing_is_known(came_true):
    found = logit_slope(np.array([0.0, 1.0]), offset=np.zeros(2), cases=np.full(2, 5.0), came_true=np.array(came_true))
    assert found == Slope(0.0, UNKNOWN)


def test_groups_that_agree_share_one_slope():
    common, drawn = pooled([Slope(-4.0, 1.0), Slope(-4.2, 1.0)])
    assert common.value == pytest.approx(-4.1)
    assert [one.value for one in drawn] == pytest.approx([-4.1, -4.1])


def test_groups_that_differ_for_sure_keep_their_own():
    _, drawn = pooled([Slope(-4.0, 0.01), Slope(-1.0, 0.01)])
    assert [round(one.value, 1) for one in drawn] == [-4.0, -1.0]


def test_one_group_is_itself():
    common, drawn = pooled([Slope(-3.0, 0.5)])
    assert drawn == [common] == [Slope(-3.0, 0.5)]


def test_a_prior_moves_a_slope_that_is_unsure_and_leaves_one_that_is_sure():
    prior = Slope(-2.0, 1.0)
    assert with_prior(Slope(0.0, UNKNOWN), prior).value == pytest.approx(-2.0)
    assert with_prior(Slope(-4.0, 0.001), prior).value == pytest.approx(-4.0, abs=1e-5)


def test_a_measure_that_parts_the_outcomes_wholly_gives_a_slope_of_little_weight():
    low_and_high = np.array([0.0, 0.0, 1.0, 1.0])
    found = logit_slope(low_and_high, offset=np.zeros(4), cases=np.ones(4), came_true=np.array([0.0, 0.0, 1.0, 1.0]))
    assert found.value > 0
    assert found.error > 1
