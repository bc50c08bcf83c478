"""Solving: at the optimum to the precision of the machine, with strengths that are variance components."""

import numpy as np
import pytest

from kehu.statistics.rating.design import Block, Design
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.solving import Problem, estimated_strengths, scaled, solve


def groups(spread, *, count=60, claims=50.0, seed=3):
    """Groups whose log frequencies scatter by a known spread."""
    rng = np.random.default_rng(seed)
    years = np.full(count, claims / 0.1)
    observed = rng.poisson(years * 0.1 * np.exp(rng.normal(0, spread, count))) / years
    design = Design((Block((), np.arange(count, dtype=np.int32), np.eye(count)),))
    return Problem(design, Family("poisson"), observed, years, np.zeros(count))


def test_the_penalised_score_is_zero_at_the_solution():
    problem = groups(0.3)
    found = solve(problem, [7.0]).coefficients
    score = problem.design.sums(problem.family.score(problem.observed, problem.mean(found), problem.weight))
    score[1:] -= 7.0 * found[1:]
    assert np.abs(score).max() < 1e-10 * problem.weight.sum()


@pytest.mark.parametrize("spread", [0.2, 0.5])
def test_the_strength_is_one_over_the_variance_between_levels(spread):
    found = [estimated_strengths(groups(spread, count=400, seed=seed)).strengths[0] for seed in range(3)]
    assert np.mean(found) == pytest.approx(1 / spread**2, rel=0.25)


def test_noise_is_drawn_to_the_mean():
    solution = estimated_strengths(groups(0.0, seed=5))
    assert np.abs(solution.coefficients[1:]).max() < 0.12
    assert solution.freedom[0] < 15


def test_freedom_goes_from_all_levels_to_none():
    problem = groups(0.3)
    free, tied = (solve(problem, [strength]).freedom[0] for strength in (1e-6, 1e6))
    assert free == pytest.approx(59, abs=0.01)
    assert tied == pytest.approx(0, abs=0.01)


def test_the_start_does_not_matter():
    problem = groups(0.3)
    once = solve(problem, [4.0])
    np.testing.assert_allclose(scaled(scaled(once, 3.0), 1 / 3).coefficients, once.coefficients, atol=1e-11)


def test_scatter_beyond_a_gamma_is_seen():
    rng = np.random.default_rng(4)
    design = Design((Block((), np.arange(300, dtype=np.int32) % 3, np.eye(3)),))
    observed = rng.gamma(4.0, 0.25, 300)
    problem = Problem(design, Family("gamma"), observed, np.ones(300), np.zeros(300))
    assert solve(problem, [1.0]).dispersion == pytest.approx(0.25, rel=0.2)


def test_claims_that_cost_what_their_level_says_are_given_back():
    levels = np.arange(12, dtype=np.int32) % 3
    observed = np.array([800.0, 900.0, 1300.0])[levels]
    problem = Problem(
        Design((Block((), levels, np.eye(3)),)), Family("gamma"), observed, np.full(12, 5.0), np.zeros(12)
    )
    found = estimated_strengths(problem)
    np.testing.assert_allclose(problem.mean(found.coefficients), observed, rtol=1e-6)
