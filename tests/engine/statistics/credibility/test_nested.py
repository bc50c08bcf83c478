"""Hierarchies of any depth, against the full matrix of covariances, and known variances that come back."""

import numpy as np
import pyarrow as pa
import pytest

from kehu.statistics.credibility import two_level
from kehu.statistics.credibility.nested import dispersion, effects, variances

KNOWN = (0.3, 0.1, 0.2)


def book(*, nodes, known=KNOWN, spread=1.0, seed):
    """Persons in teams in channels, `nodes` of each in the one above; amounts of the given dispersion."""
    chance = np.random.default_rng(seed)
    count = int(np.prod(nodes))
    path = np.column_stack([np.arange(count) // (count // np.prod(nodes[: level + 1])) for level in range(len(nodes))])
    level = 1 + sum(chance.normal(0, s**0.5, path[-1, k] + 1)[path[:, k]] for k, s in enumerate(known))
    expected = chance.gamma(1, 5 * spread, count)
    observed = expected * level + chance.normal(0, 1, count) * np.sqrt(spread * expected)
    return observed, expected, path.astype(int)


def covariances(path, known):
    """The variance of the rows' levels: what the nodes that two rows share vary."""
    return sum(s * np.equal.outer(path[:, k], path[:, k]) for k, s in enumerate(known))


@pytest.mark.parametrize("known", [KNOWN, (0.0, 0.4, 0.0), (0.5, 0.0, 0.1)])
def test_factors_and_errors_are_those_of_the_best_linear_estimate(known):
    observed, expected, path = book(nodes=(3, 4, 3), spread=2.5, seed=1)
    levels = covariances(path, known)
    credit = levels @ np.linalg.inv(levels + np.diag(2.5 / expected))
    found = effects(observed, expected, path, variances=known, dispersion=2.5)
    assert found.factor == pytest.approx(1 + credit @ (observed / expected - 1))
    assert found.standard_error**2 == pytest.approx(np.diag(levels - credit @ levels))
    assert 1 + found.by_level.sum(axis=1) == pytest.approx(found.factor)


def test_one_level_is_the_plain_formula_with_its_interval():
    observed, expected, path = book(nodes=(20,), known=(0.3,), spread=4.0, seed=2)
    share = expected * 0.3 / (4 + expected * 0.3)
    found = effects(observed, expected, path, variances=[0.3], dispersion=4.0)
    assert found.factor == pytest.approx(1 + share * (observed / expected - 1))
    assert found.standard_error == pytest.approx(np.sqrt(0.3 * (1 - share)))


def test_plain_moments_of_one_level_are_those_of_the_formula():
    observed, expected, path = book(nodes=(50,), known=(0.3,), spread=4.0, seed=3)
    plain = (((observed - expected) ** 2).sum() - 4 * expected.sum()) / (expected**2).sum()
    assert variances(observed, expected, path, dispersion=4.0, rounds=1) == pytest.approx((plain,))


def test_two_levels_are_the_engines(engine):
    observed, expected, path = book(nodes=(30, 4), known=(0.3, 0.2), seed=4)
    rows = engine.read_arrow(
        pa.table({"group": path[:, 0], "observed": observed, "expected": expected, "at": path[:, 1]})
    )
    known = two_level.Variances(0.3, 0.2)
    engines = two_level.effects(rows, variances=known).order_by("at").to_pyarrow()["factor"].to_numpy()
    assert effects(observed, expected, path, variances=(0.3, 0.2), dispersion=1).factor == pytest.approx(engines)


def test_names_that_return_in_another_branch_are_other_nodes():
    observed, expected, path = book(nodes=(3, 4, 3), seed=5)
    found, again = (effects(observed, expected, p, variances=KNOWN, dispersion=1) for p in (path, path % [3, 4, 3]))
    assert again.factor == pytest.approx(found.factor)


def test_rows_of_one_node_count_as_their_sum():
    observed, expected, path = book(nodes=(3, 4, 3), seed=6)
    halves = [np.tile(numbers / 2, 2) for numbers in (observed, expected)]
    found = effects(*halves, np.tile(path, (2, 1)), variances=KNOWN, dispersion=1)
    assert found.factor[:36] == pytest.approx(effects(observed, expected, path, variances=KNOWN, dispersion=1).factor)
    assert variances(*halves, np.tile(path, (2, 1)), dispersion=1) == pytest.approx(
        variances(observed, expected, path, dispersion=1)
    )


def test_levels_that_cannot_be_told_apart_take_what_both_vary():
    observed, expected, path = book(nodes=(40, 1), known=(0.4, 0.0), seed=7)
    found = variances(observed, expected, path, dispersion=1)
    assert found[0] > 0 and found[1] == 0


def test_the_dispersion_of_equal_claims_is_their_size():
    assert dispersion(np.full(9, 250.0)) == 250


@pytest.mark.slow
def test_the_variances_of_three_levels_come_back():
    found = np.array([variances(*book(nodes=(40, 5, 6), seed=seed), dispersion=1.0) for seed in range(60)])
    assert (np.abs(found.mean(axis=0) - KNOWN) < 3 * found.std(axis=0) / 60**0.5 + 0.01).all()
