"""A strength that goes with the rate: the likelihood of each subject's own law, and the exponent that comes back."""

import dataclasses

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import nbinom, poisson

from kehu.statistics.credibility.by_rate import StrengthByRate, estimate_by_rate, strength_at
from kehu.statistics.credibility.gamma_poisson import factor
from kehu.statistics.credibility.outcomes import classes, gathered, of_subjects
from kehu.statistics.credibility.strength import Likelihood, Strength, estimate


def book(*, strength, exponent, count, seed):
    chance = np.random.default_rng(seed)
    rate = chance.lognormal(0, 1, count)
    shape = strength * rate**exponent
    expected = rate * chance.uniform(0.1, 1, count)
    observed = chance.poisson(expected * chance.gamma(shape, 1 / shape))
    return dataclasses.replace(of_subjects(observed, expected), rate=rate)


@pytest.mark.parametrize("exponent", [-0.5, 0.0, 1.3])
def test_the_likelihood_gives_each_subject_its_own_strength(exponent):
    outcomes = book(strength=1.0, exponent=0.5, count=200, seed=1)
    past = dataclasses.replace(
        outcomes, observed_before=outcomes.observed * 0.7, expected_before=outcomes.expected * 0.8
    )
    shape, rate = (1.4 * past.rate**exponent + before for before in (past.observed_before, past.expected_before))
    plain = nbinom.logpmf(past.observed, shape, rate / (rate + past.expected)) - poisson.logpmf(
        past.observed, past.expected
    )
    likelihood = Likelihood(past, exponent=exponent)
    assert likelihood.gain(1.4) == pytest.approx(plain.sum())
    slope = (likelihood.gain(1.4 + 1e-5) - likelihood.gain(1.4 - 1e-5)) / 2e-5
    assert likelihood.slope(1.4) == pytest.approx(slope, rel=1e-5)


def test_the_exponent_and_the_strength_come_back():
    found = estimate_by_rate(book(strength=0.8, exponent=0.6, count=20_000, seed=2), probability=0.95)
    assert found.lower < 0.6 < found.upper and found.upper - found.lower < 0.4
    assert found.strength.lower < 0.8 < found.strength.upper
    assert found.gain > 10


def test_without_a_slope_the_interval_holds_zero():
    outcomes = book(strength=0.8, exponent=0.0, count=5_000, seed=3)
    found = estimate_by_rate(outcomes, probability=0.95)
    assert found.lower < 0 < found.upper
    assert 0 <= found.gain < 2


@pytest.mark.parametrize("observed", [[0, 0, 0], [1, 1, 1]])
def test_without_heterogeneity_there_is_no_slope(observed):
    outcomes = dataclasses.replace(of_subjects(observed, [1.0, 1, 1]), rate=np.array([1.0, 2, 3]))
    found = estimate_by_rate(outcomes, probability=0.95)
    assert (found.exponent, found.lower, found.upper, found.gain) == (0.0, -np.inf, np.inf, 0.0)
    assert strength_at(2.0, known=found) == np.inf


def test_one_rate_for_all_is_one_strength_for_all():
    outcomes = dataclasses.replace(book(strength=0.8, exponent=0.0, count=500, seed=4), rate=np.ones(500))
    assert estimate_by_rate(outcomes, probability=0.95).strength == estimate(outcomes, probability=0.95)


def test_classes_of_the_engine_keep_the_exponent(engine):
    exact = book(strength=0.8, exponent=0.6, count=20_000, seed=5)
    rows = engine.read_arrow(pa.table({"observed": exact.observed, "expected": exact.expected, "rate": exact.rate}))
    classed = gathered(classes(rows).to_pyarrow())
    found, known = (estimate_by_rate(outcomes, probability=0.95) for outcomes in (classed, exact))
    assert found.exponent == pytest.approx(known.exponent, abs=(known.upper - known.lower) / 50)
    assert found.strength.strength == pytest.approx(known.strength.strength, abs=known.strength.standard_error / 20)


def test_the_engine_gives_what_numpy_gives(engine):
    known = StrengthByRate(Strength(0.8, 0.1, 0.6, 1.0, 9.0), 0.6, 0.5, 0.7, 3.0)
    rate, observed, expected = np.array([0.1, 1.0, 3.0]), np.array([1.0, 0.0, 4.0]), np.array([0.2, 1.0, 2.0])
    rows = engine.read_arrow(pa.table({"rate": rate, "observed": observed, "expected": expected}))
    engines = factor(rows.observed, rows.expected, strength=strength_at(rows.rate, known=known)).to_pyarrow().to_numpy()
    assert engines == pytest.approx(factor(observed, expected, strength=strength_at(rate, known=known)))
