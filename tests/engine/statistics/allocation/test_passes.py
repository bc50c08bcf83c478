"""A pass: what subjects choose at prices, and what that comes to."""

import numpy as np
import pytest

from kehu.statistics.allocation import Block, Limit, passes
from kehu.statistics.allocation.problem import bounds_of
from tests.allocations import drawn

BLOCK = Block(np.array([[5.0, 4.0], [1.0, 3.0]]), (np.array([[2.0, 0.0], [0.0, 3.0]]),), (np.array([0, 1]),))
LIMITS = [Limit("hours", "at most", (1.0, 1.0))]


def test_without_a_price_everybody_takes_the_best():
    found = passes.look(lambda: [BLOCK], LIMITS, np.zeros(2), threads=1)
    assert (found.scores, found.value, found.uses.tolist()) == (8.0, 8.0, [-2.0, -3.0])


def test_each_group_pays_its_own_price():
    found = passes.look(lambda: [BLOCK], LIMITS, np.array([1.0, 0.5]), threads=1)
    assert (found.scores, found.value, found.uses.tolist()) == (5.5, 7.0, [0.0, -3.0])


def test_the_margin_is_how_far_the_second_best_lies_behind():
    (part,) = passes.choose(lambda: [BLOCK], LIMITS, np.array([0.25, 0.0]), threads=1)
    assert part.option.tolist() == [0, 1]
    assert part.margin.tolist() == [0.5, 2.0]


def test_threads_and_parts_change_no_sum(monkeypatch):
    draw = np.random.default_rng(1)
    block = Block(draw.random((50, 3)), (draw.random((50, 3)),))
    limits, at = [Limit("hours", "at most", (1.0,))], np.array([0.3])
    monkeypatch.setattr(passes, "ROWS_AT_ONCE", 7)
    one, many = (passes.look(lambda: [block], limits, at, threads=threads) for threads in (1, 4))
    assert (one.scores, one.value, one.uses.tolist()) == (many.scores, many.value, many.uses.tolist())


def test_cells_add_up_to_the_pass_and_their_shares_to_the_bounds():
    block, _limits = drawn(500, 3, 1, seed=2, withheld=0.0)
    group = np.random.default_rng(2).integers(0, 7, 500)
    limits = [Limit("hours", "at most", (9.0,) * 7), Limit("all", "at least", (3.0,))]
    whole = Block(block.values, (block.uses[0], block.uses[0]), (group, None))
    found = passes.look(lambda: [whole], limits, np.linspace(0, 1, 8), threads=2)
    assert found.apart.scores.sum() == pytest.approx(found.scores)
    assert found.apart.uses.sum(axis=0) == pytest.approx(found.uses)
    parting = passes.Parting.of(limits)
    assert parting.share(limits, bounds_of(limits)).sum(axis=0) == pytest.approx(bounds_of(limits))
    assert passes.Parting.of(limits[1:]) is None
