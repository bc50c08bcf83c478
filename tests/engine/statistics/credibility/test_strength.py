"""Strengths: the likelihood against scipy's, the estimate against a plain search, and the edges."""

import dataclasses

import numpy as np
import pyarrow as pa
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import nbinom, norm, poisson

from kehu.statistics.credibility.outcomes import classes, gathered, of_subjects
from kehu.statistics.credibility.strength import Likelihood, by_moments, estimate


def drawn(strength, *, count, seed, mean=0.5):
    """Subjects whose levels follow the gamma law."""
    chance = np.random.default_rng(seed)
    expected = chance.gamma(2, mean / 2, count)
    return chance.poisson(expected * chance.gamma(strength, 1 / strength, count)), expected


def reference(outcomes, strength):
    """The likelihood by scipy's negative-binomial law, over the Poisson law."""
    shape, rate = strength + outcomes.observed_before, strength + outcomes.expected_before
    given = nbinom.logpmf(outcomes.observed, shape, rate / (rate + outcomes.expected))
    return outcomes.subjects @ (given - poisson.logpmf(outcomes.observed, outcomes.expected))


@pytest.fixture(scope="module")
def outcomes():
    """Subjects with a past and several in a class."""
    observed, expected = drawn(1.2, count=300, seed=5)
    past, expected_past = drawn(1.2, count=300, seed=6)
    subjects = np.random.default_rng(7).integers(1, 9, 300)
    found = of_subjects(observed, expected)
    return dataclasses.replace(
        found, observed_before=past * 0.9, expected_before=expected_past * 0.9, subjects=subjects.astype(float)
    )


@pytest.mark.parametrize("strength", [0.01, 1.3, 400.0])
def test_the_likelihood_is_that_of_the_negative_binomial_law(outcomes, strength):
    assert Likelihood(outcomes).gain(strength) == pytest.approx(reference(outcomes, strength), rel=1e-9)


@pytest.mark.parametrize("strength", [0.1, 1.3, 40.0])
def test_slope_and_curvature_are_those_of_the_likelihood(outcomes, strength):
    likelihood, step = Likelihood(outcomes), strength * 1e-5
    low, high = strength - step, strength + step
    assert likelihood.slope(strength) == pytest.approx(
        (likelihood.gain(high) - likelihood.gain(low)) / 2 / step, rel=1e-5
    )
    bend = (likelihood.slope(high) - likelihood.slope(low)) / 2 / step
    assert likelihood.curvature(strength) == pytest.approx(bend, rel=1e-5)


def test_the_estimate_is_where_a_plain_search_finds_it(outcomes):
    search = minimize_scalar(lambda at: -reference(outcomes, np.exp(at)), bracket=(-2, 3), options={"xtol": 1e-9})
    assert estimate(outcomes, probability=0.95).strength == pytest.approx(np.exp(search.x), rel=1e-5)


def test_the_bounds_are_where_the_likelihood_ratio_says(outcomes):
    found = estimate(outcomes, probability=0.95)
    for bound in (found.lower, found.upper):
        assert reference(outcomes, bound) == pytest.approx(found.gain - norm.ppf(0.975) ** 2 / 2)


def test_periods_one_by_one_say_what_the_whole_history_says():
    """The chain rule: a subject's periods, each given those before, have the likelihood of their sum."""
    first, second = drawn(1.0, count=200, seed=1), drawn(1.0, count=200, seed=2)
    whole = Likelihood(of_subjects(first[0] + second[0], first[1] + second[1]))
    later = dataclasses.replace(of_subjects(*second), observed_before=first[0] * 1.0, expected_before=first[1])
    parts = [Likelihood(of_subjects(*first)), Likelihood(later)]
    found = [sum(part.gain(at) for part in parts) - whole.gain(at) for at in (0.5, 1.0, 9.0)]
    assert found[0] == pytest.approx(found[1]) and found[1] == pytest.approx(found[2])


def test_classes_of_the_engine_move_the_estimate_by_less_than_a_hundredth_of_its_error(engine):
    observed, expected = drawn(1.5, count=20_000, seed=4)
    exact = estimate(of_subjects(observed, expected), probability=0.95)
    rows = engine.read_arrow(pa.table({"observed": observed, "expected": expected}))
    classed = estimate(gathered(classes(rows).to_pyarrow()), probability=0.95)
    assert abs(classed.strength - exact.strength) < exact.standard_error / 100
    assert classed.standard_error == pytest.approx(exact.standard_error, rel=1e-3)


def test_a_book_without_heterogeneity_has_an_endless_strength():
    expected = np.full(1_000, 1.0)
    found = estimate(of_subjects(np.tile([0, 1, 1, 2], 250), expected), probability=0.95)
    assert found.strength == np.inf and found.heterogeneity == 0 and found.upper == np.inf
    assert 1 < found.lower < np.inf


@pytest.mark.parametrize(("observed", "expected"), [([0, 0, 0], [1.0, 2, 3]), ([9], [1.0]), ([], [])])
def test_without_claims_or_with_one_subject_nothing_is_said(observed, expected):
    found = estimate(of_subjects(observed, expected), probability=0.95)
    assert (found.strength, found.lower, found.upper) == (np.inf, 0.0, np.inf)


def test_moments_are_those_of_the_formula():
    observed, expected = drawn(1.0, count=50, seed=8)
    spread = sum((n - m) ** 2 - n for n, m in zip(observed, expected, strict=True))
    assert by_moments(of_subjects(observed, expected)) == pytest.approx((expected**2).sum() / spread)
    assert by_moments(of_subjects([1, 1], [1, 1])) == np.inf


@pytest.mark.slow
@pytest.mark.parametrize("strength", [0.5, 2.0])
def test_the_true_strength_is_inside_the_interval_at_the_stated_rate(strength):
    """200 books of 3,000 subjects: of 95% intervals, 95% hold the truth, give or take three standard errors (4.6%)."""
    books = (of_subjects(*drawn(strength, count=3_000, seed=seed)) for seed in range(200))
    found = [estimate(book, probability=0.95) for book in books]
    held = np.mean([one.lower <= strength <= one.upper for one in found])
    assert 0.95 - 0.046 <= held <= 0.95 + 0.046
    assert np.median([one.strength for one in found]) == pytest.approx(strength, rel=0.03)
