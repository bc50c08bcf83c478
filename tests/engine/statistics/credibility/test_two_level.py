"""Two levels, against the whole matrix of covariances, and in books whose variances are known."""

import numpy as np
import pyarrow as pa
import pytest

from kehu.statistics.credibility import gamma_poisson
from kehu.statistics.credibility.two_level import Variances, effects, variances


def book(*, groups, most, between_groups, between_members, seed):
    """Groups of 1 to `most` members with gamma levels of known variances."""
    chance = np.random.default_rng(seed)
    sizes = chance.integers(1, most + 1, groups)
    group = np.repeat(np.arange(groups), sizes)
    shared = _levels(chance, between_groups, groups)[group]
    # Products of two levels: the members' own variance grows with the mean square of the group's.
    level = shared * _levels(chance, between_members / (1 + between_groups), len(group))
    expected = chance.gamma(1, 0.8, len(group))
    return pa.table({"group": group, "expected": expected, "observed": chance.poisson(expected * level)})


def _levels(chance, variance, count):
    return chance.gamma(1 / variance, variance, count) if variance else np.ones(count)


def best_linear(observed, expected, known):
    """The levels of one group's members by the full matrix of covariances."""
    shared = np.full((len(expected),) * 2, known.between_groups) + np.eye(len(expected)) * known.between_members
    together = np.diag(expected) + np.outer(expected, expected) * shared
    return 1 + shared @ np.diag(expected) @ np.linalg.solve(together, observed - expected)


@pytest.mark.parametrize("known", [Variances(0.5, 0.3), Variances(0.0, 0.8), Variances(0.8, 0.0)])
def test_effects_are_the_best_linear_estimate(engine, known):
    rows = book(groups=40, most=5, between_groups=0.5, between_members=0.3, seed=1)
    found = effects(engine.read_arrow(rows), variances=known).to_pyarrow().to_pylist()
    for group in {row["group"] for row in found}:
        own = [row for row in found if row["group"] == group]
        observed, expected, factor = (
            np.array([row[name] for row in own]) for name in ("observed", "expected", "factor")
        )
        assert factor == pytest.approx(best_linear(observed, expected, known))


def test_a_factor_is_one_and_both_effects(engine):
    rows = engine.read_arrow(pa.table({"group": [1, 1], "observed": [4, 0], "expected": [1.0, 2.0]}))
    for row in effects(rows, variances=Variances(0.4, 0.2)).to_pyarrow().to_pylist():
        assert row["factor"] == pytest.approx(1 + row["group_effect"] + row["member_effect"])


def test_plain_moments_are_those_of_the_formula(engine):
    rows = book(groups=300, most=4, between_groups=0.5, between_members=0.5, seed=2)
    group, expected, observed = (rows[name].to_numpy() for name in ("group", "expected", "observed"))
    same, rest = np.equal.outer(group, group) & ~np.eye(len(group), dtype=bool), observed - expected
    of_groups = np.outer(rest, rest)[same].sum() / np.outer(expected, expected)[same].sum()
    both = (rest**2 - observed).sum() / (expected**2).sum()
    found = variances(engine.read_arrow(rows), rounds=1)
    assert (found.between_groups, found.between_members) == pytest.approx((of_groups, both - of_groups))


def test_with_one_member_each_it_is_one_level(engine):
    rows = engine.read_arrow(book(groups=200, most=1, between_groups=0.7, between_members=0.0, seed=3))
    known = variances(rows)
    found = effects(rows, variances=known)
    one_level = gamma_poisson.factor(found.observed, found.expected, strength=1 / known.between_groups)
    table = found.mutate(one_level=one_level).to_pyarrow()
    assert known.between_members == 0
    assert table["factor"].to_numpy() == pytest.approx(table["one_level"].to_numpy())


@pytest.mark.parametrize("observed", [[0, 0, 0], [1, 1, 1]])
def test_a_book_without_heterogeneity_has_factors_of_one(engine, observed):
    rows = engine.read_arrow(pa.table({"group": [1, 1, 2], "observed": observed, "expected": [0.9, 1.0, 1.1]}))
    quiet = Variances(0.0, 0.0)
    assert variances(rows) == quiet or observed == [0, 0, 0]
    assert effects(rows, variances=quiet).to_pyarrow()["factor"].to_pylist() == [1.0] * 3


@pytest.mark.slow
def test_variances_come_back_without_bias(engine):
    """40 books: the mean estimate within three of its standard errors of the truth."""
    known = (0.5, 0.3)
    books = (book(groups=4_000, most=4, between_groups=known[0], between_members=known[1], seed=s) for s in range(40))
    found = [variances(engine.read_arrow(rows)) for rows in books]
    both = np.array([(one.between_groups, one.between_members) for one in found])
    assert (np.abs(both.mean(axis=0) - known) < 3 * both.std(axis=0) / 40**0.5 + 0.005).all()
