"""Designs: cross products by a plain matrix, penalties by their own formula."""

import numpy as np
import pytest

from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.design import Block, Design, penalty_of, pooled

AGE = Binning("age", "numeric", cuts=(20, 30, 40))
RNG = np.random.default_rng(2)
BLOCKS = tuple(Block((), RNG.integers(0, n, 50).astype(np.int32), np.eye(n)) for n in (3, 4))
PLAIN = np.column_stack([np.ones(50), *(np.eye(block.count)[block.levels] for block in BLOCKS)])


def test_information_is_the_weighted_cross_product():
    weights = RNG.uniform(size=50)
    np.testing.assert_allclose(Design(BLOCKS).information(weights), PLAIN.T @ (weights[:, None] * PLAIN), atol=1e-12)


def test_linear_predictors_and_sums_are_those_of_the_plain_matrix():
    coefficients, values = RNG.normal(size=8), RNG.normal(size=50)
    np.testing.assert_allclose(Design(BLOCKS).linear(coefficients), PLAIN @ coefficients)
    np.testing.assert_allclose(Design(BLOCKS).sums(values), PLAIN.T @ values, atol=1e-12)


def test_the_penalty_of_an_order_is_that_of_its_steps():
    effects = np.array([0.5, 1.0, 1.5, 0.0, -0.5])
    inner = effects[1:]
    plain = (np.diff(inner) ** 2).sum() + 6 / 4 * (0.5 - inner.mean()) ** 2 + effects.mean() ** 2
    assert effects @ penalty_of(AGE) @ effects == pytest.approx(plain)


def test_the_penalty_of_codes_is_their_sum_of_squares():
    assert (penalty_of(Binning("kind", "codes", groups=(("A",), ("B",)))) == np.eye(4)).all()


def test_every_penalty_has_one_optimum():
    for cuts in ((), (1,), (1, 2), tuple(range(60))):
        assert np.linalg.eigvalsh(penalty_of(Binning("age", "numeric", cuts=cuts))).min() > 1e-5


def test_pooled_levels_share_their_penalty():
    block = pooled(Block((), np.array([0, 1, 2], dtype=np.int32), penalty_of(AGE)[:3, :3]), np.array([0, 1, 1]))
    assert block.levels.tolist() == [0, 1, 1]
    assert block.count == 2
