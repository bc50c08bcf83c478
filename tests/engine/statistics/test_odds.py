"""Probabilities moved by one factor on their odds."""

import numpy as np
import pytest
from scipy.special import logit

from kehu.statistics.odds import raised


def test_the_weighed_sum_grows_by_what_is_asked():
    before, weights = np.array([0.1, 0.5, 0.9]), np.array([5.0, 1.0, 2.0])
    after = raised(before, weights=weights, by=1.0)
    assert (weights * (after - before)).sum() == pytest.approx(1.0)


def test_all_odds_move_by_one_factor():
    before = np.array([0.1, 0.5, 0.9])
    moved = logit(raised(before, weights=np.ones(3), by=0.3)) - logit(before)
    assert moved == pytest.approx(moved[0])


def test_nothing_asked_changes_nothing():
    assert raised(np.array([0.3]), weights=np.ones(1), by=0.0).tolist() == [0.3]
