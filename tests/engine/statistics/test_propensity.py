"""Evidence of several facts: added up, drawn to nothing where chance makes it, and calibrated."""

import numpy as np
import pytest

from kehu.statistics.propensity import fit


def drawn(rows=20_000, *, effect=1.0, noise=30, seed=1):
    """People with two facts that say something, and one of many levels that says nothing."""
    draw = np.random.default_rng(seed)
    levels = np.column_stack([draw.integers(0, 2, rows), draw.integers(0, 3, rows), draw.integers(0, noise, rows)])
    odds = -3 + effect * levels[:, 0] + effect * (levels[:, 1] == 2)
    return levels, (draw.random(rows) < 1 / (1 + np.exp(-odds))).astype(float)


def test_probabilities_are_those_of_the_truth():
    levels, came = drawn()
    found = fit(levels, np.ones(len(came)), came)
    asked = np.array([[0, 0, 0], [1, 2, 0]])
    assert found.of(asked) == pytest.approx([1 / (1 + np.exp(3)), 1 / (1 + np.exp(1))], rel=0.25)
    assert found.of(levels).mean() == pytest.approx(came.mean(), rel=0.05)


def test_a_fact_that_says_nothing_is_hardly_heard():
    levels, came = drawn()
    found = fit(levels, np.ones(len(came)), came)
    assert np.abs(found.evidence[2]).max() < 0.25 < np.abs(found.evidence[0]).max()


def test_a_fact_told_twice_is_heard_once():
    levels, came = drawn(effect=1.5)
    once, twice = levels[:, :1], np.column_stack([levels[:, 0], levels[:, 0]])
    ones = np.ones(len(came))
    asked = np.array([[1]])
    assert fit(twice, ones, came).of(np.repeat(asked, 2, 1)) == pytest.approx(fit(once, ones, came).of(asked), rel=0.02)


def test_groups_say_what_their_members_say():
    levels, came = drawn(2_000, noise=3)
    keys, place = np.unique(levels, axis=0, return_inverse=True)
    grouped = fit(keys, np.bincount(place).astype(float), np.bincount(place, came))
    assert grouped.of(keys) == pytest.approx(fit(levels, np.ones(len(came)), came).of(keys))


def test_where_all_or_none_came_nothing_is_told_apart():
    levels = np.array([[0], [1]])
    for came in (np.zeros(2), np.full(2, 5.0)):
        found = fit(levels, np.full(2, 5.0), came).of(levels)
        assert found[0] == found[1] == pytest.approx(came[0] / 5, abs=1e-6)
