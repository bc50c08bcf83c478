"""Families: score and information are the derivatives of the deviance, and edges have values."""

import numpy as np
import pytest

from kehu.statistics.rating.families import Family

FAMILIES = [Family("poisson"), Family("gamma"), Family("binomial"), Family("tweedie", 1.7)]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_score_is_the_slope_of_the_deviance(family):
    observed, linear, weight = np.array([0.2, 0.7, 0.9]), np.array([-1.0, -0.3, -0.1]), np.array([1.0, 2.0, 3.0])
    step = 1e-6
    deviance = [family.deviance(observed, family.mean(linear + by)) * weight for by in (-step, step)]
    slope = (deviance[1] - deviance[0]) / (2 * step)
    np.testing.assert_allclose(family.score(observed, family.mean(linear), weight), -slope / 2, rtol=1e-6)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_information_is_the_expected_slope_of_the_score(family):
    linear, weight, step = np.array([-1.0, -0.3]), np.array([1.0, 2.0]), 1e-6
    mean = family.mean(linear)
    scores = [family.score(mean, family.mean(linear + by), weight) for by in (-step, step)]
    np.testing.assert_allclose(family.information(mean, weight), (scores[0] - scores[1]) / (2 * step), rtol=1e-6)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_link_and_its_reverse_cancel(family):
    means = np.array([0.01, 0.5, 0.99])
    np.testing.assert_allclose(family.mean(family.linear(means)), means)


def test_all_or_nothing_keeps_a_mean_that_the_link_knows():
    ones = np.ones(4)
    assert Family("binomial").overall_mean(ones, ones) == pytest.approx(3.5 / 4)
    assert Family("binomial").overall_mean(ones, 0 * ones) == pytest.approx(0.5 / 4)
    assert Family("poisson").overall_mean(ones, 0 * ones) == pytest.approx(0.5 / 4)


@pytest.mark.parametrize("power", [0.0, 1.0, 2.0, 3.0])
def test_a_tweedie_power_lies_between_counts_and_amounts(power):
    with pytest.raises(ValueError, match="between 1 and 2"):
        Family("tweedie", power)
