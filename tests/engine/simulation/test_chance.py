"""Draws by weight and by probability."""

import numpy as np

from kehu.simulation.chance import choose, choose_by_row, days, happens, shuffled, unit_gamma


def test_choices_follow_their_weights(random):
    drawn = choose(random, np.array([1.0, 3.0]), 20_000)
    assert abs(drawn.mean() - 0.75) < 0.02


def test_each_row_has_the_weights_of_its_kind(random):
    drawn = choose_by_row(random, np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([0, 1, 0]))
    assert drawn.tolist() == [1, 0, 1]


def test_probabilities_may_differ_by_row(random):
    assert happens(random, np.array([0.0, 1.0]), 2).tolist() == [False, True]


def test_days_include_both_ends(random):
    assert set(days(random, 1, 3, 500).tolist()) == {1, 2, 3}


def test_the_gamma_has_mean_one_and_its_variance(random):
    drawn = unit_gamma(random, 0.35, 100_000)
    assert abs(drawn.mean() - 1) < 0.02
    assert abs(drawn.var() - 0.35) < 0.02


def test_a_shuffle_keeps_every_place(random):
    assert sorted(shuffled(random, 9).tolist()) == list(range(9))
