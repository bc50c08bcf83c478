"""Factors from counts, against the gamma law and in the engine."""

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import gamma

from kehu.statistics.credibility.gamma_poisson import credibility, expected_until, factor, interval

OBSERVED, EXPECTED = np.array([0.0, 0, 2, 7.5]), np.array([0.0, 3, 0.4, 5])


@pytest.mark.parametrize("strength", [0.2, 1.7, 50.0])
def test_the_factor_is_the_mean_of_the_level_given_the_record(strength):
    given = gamma(strength + OBSERVED, scale=1 / (strength + EXPECTED))
    assert factor(OBSERVED, EXPECTED, strength=strength) == pytest.approx(given.mean())
    found = interval(OBSERVED, EXPECTED, strength=strength, probability=0.9)
    assert np.array(found) == pytest.approx(np.array(given.interval(0.9)))


def test_the_factor_is_credibility_times_the_excess():
    share = credibility(EXPECTED[1:], strength=2.0)
    assert 1 + share * (OBSERVED[1:] / EXPECTED[1:] - 1) == pytest.approx(
        factor(OBSERVED[1:], EXPECTED[1:], strength=2.0)
    )


def test_without_heterogeneity_a_record_says_nothing():
    assert factor(OBSERVED, EXPECTED, strength=np.inf).tolist() == [1.0] * 4
    assert credibility(EXPECTED, strength=np.inf).tolist() == [0.0] * 4
    assert [bound.tolist() for bound in interval(OBSERVED, EXPECTED, strength=np.inf, probability=0.9)] == [
        [1.0] * 4
    ] * 2


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_credibility_comes_when_enough_was_expected(share):
    assert credibility(expected_until(share, strength=2.5), strength=2.5) == pytest.approx(share)


def test_the_engine_gives_what_numpy_gives(engine):
    rows = engine.read_arrow(pa.table({"observed": OBSERVED, "expected": EXPECTED}))
    found = rows.select(
        factor=factor(rows.observed, rows.expected, strength=1.7), share=credibility(rows.expected, strength=1.7)
    ).to_pyarrow()
    assert found["factor"].to_numpy() == pytest.approx(factor(OBSERVED, EXPECTED, strength=1.7), rel=1e-15)
    assert found["share"].to_numpy() == pytest.approx(credibility(EXPECTED, strength=1.7), rel=1e-15)


@pytest.mark.parametrize("strength", [0.0, -1.0, float("nan")])
def test_a_strength_that_is_not_positive_is_refused(strength):
    with pytest.raises(ValueError, match="positive"):
        factor(1.0, 1.0, strength=strength)
