"""Several lines, against the full matrix of covariances of counts."""

import numpy as np
import pytest

from kehu.statistics.credibility import across_lines, gamma_poisson

COVARIANCE = np.array([[0.8, 0.3, 0.2], [0.3, 0.5, 0.1], [0.2, 0.1, 1.2]])


@pytest.fixture(scope="module")
def lines():
    """500 subjects with one to three of three lines."""
    chance = np.random.default_rng(1)
    expected = chance.gamma(1, 1, (500, 3)) * (chance.random((500, 3)) < 0.6)
    return chance.poisson(expected * chance.gamma(1, 1, (500, 1))), expected


def best_linear(observed, expected):
    """The levels by the covariances of the counts of the lines held."""
    held = expected > 0
    if not held.any():
        return np.ones(len(expected))
    own = expected[held]
    together = np.diag(own) + np.outer(own, own) * COVARIANCE[np.ix_(held, held)]
    return 1 + COVARIANCE[:, held] @ np.diag(own) @ np.linalg.solve(together, (observed - expected)[held])


def test_factors_are_the_best_linear_estimate_held_over_nothing(lines):
    plain = np.array([best_linear(*subject) for subject in zip(*lines, strict=True)])
    assert across_lines.factors(*lines, covariance=COVARIANCE) == pytest.approx(np.maximum(plain, 0.05))


def test_contributions_sum_to_the_factor_less_one(lines):
    added = across_lines.contributions(*lines, covariance=COVARIANCE).sum(axis=2)
    assert np.maximum(1 + added, 0.05) == pytest.approx(across_lines.factors(*lines, covariance=COVARIANCE))


def test_credibilities_multiply_the_excess_of_each_record(lines):
    observed, expected = lines[0] + 1.0, lines[1] + 0.1
    excess = (observed / expected - 1)[:, None, :]
    found = across_lines.credibilities(expected, covariance=COVARIANCE) * excess
    assert found == pytest.approx(across_lines.contributions(observed, expected, covariance=COVARIANCE))


def test_with_unrelated_lines_each_has_its_own_record(lines):
    found = across_lines.factors(*lines, covariance=np.diag([0.8, 0.0, 1.2]))
    alone = [gamma_poisson.factor(lines[0][:, k], lines[1][:, k], strength=1 / h) for k, h in ((0, 0.8), (2, 1.2))]
    assert found[:, 0] == pytest.approx(alone[0]) and found[:, 2] == pytest.approx(alone[1])
    assert found[:, 1].tolist() == [1.0] * 500


def test_a_line_that_is_not_held_learns_from_those_that_are():
    good, poor = across_lines.factors(
        np.array([[0, 0, 0], [9, 0, 0]]), np.array([[3.0, 0, 0]] * 2), covariance=COVARIANCE
    )
    assert (good < 1).all() and (poor > 1).all()


def test_doubt_shrinks_as_more_is_expected():
    none, some, much = across_lines.standard_errors(
        np.array([[0.0, 0, 0], [1, 0, 0], [99, 0, 0]]), covariance=COVARIANCE
    )
    assert none == pytest.approx(np.sqrt(np.diag(COVARIANCE)))
    assert (some < none).all() and (much < some).all() and much[0] == pytest.approx(np.sqrt(1 / 99), rel=0.01)


def test_batches_change_nothing(lines, monkeypatch):
    whole = across_lines.factors(*lines, covariance=COVARIANCE)
    monkeypatch.setattr(across_lines, "BATCH", 7)
    assert (across_lines.factors(*lines, covariance=COVARIANCE) == whole).all()
