"""A pass in the engine says what a pass over blocks says, and leads to the same prices."""

import numpy as np
import pyarrow as pa
import pytest

from kehu.statistics.allocation import Block, Limit, aggregated, passes, prices
from kehu.statistics.allocation.problem import bounds_of
from tests.allocations import drawn


@pytest.fixture
def problem(engine):
    """A block with hours by branch and a limit on all, and the same as rows of a table."""
    block, _limits = drawn(800, 3, 2, seed=5, withheld=0.2)
    group = np.random.default_rng(5).integers(0, 3, 800)
    whole = Block(block.values, block.uses, (group, None))
    limits = [Limit("hours", "at most", (60.0, 60.0, 60.0)), Limit("kept", "at least", (120.0,))]
    offered = np.isfinite(block.values)
    subject, option = np.nonzero(offered)
    columns = {"subject": subject, "option": option, "value": block.values[offered]}
    columns |= {aggregated.use_of(limit): use[offered] for limit, use in zip(limits, block.uses, strict=True)}
    rows = pa.table(columns | {aggregated.group_of(limits[0]): group[subject]})
    return whole, limits, engine.read_arrow(rows)


@pytest.mark.parametrize("at", [0.0, 0.3, 2.0])
def test_a_pass_in_the_engine_is_a_pass_over_blocks(problem, at):
    block, limits, rows = problem
    asked = np.linspace(0, at, 4)
    expected = passes.look(lambda: [block], limits, asked, threads=1)
    found = aggregated.look(rows, limits, asked)
    assert found.scores == pytest.approx(expected.scores)
    assert found.value == pytest.approx(expected.value)
    assert found.uses == pytest.approx(expected.uses)


def test_prices_are_found_by_passes_in_the_engine(problem):
    block, limits, rows = problem
    bounds = bounds_of(limits)
    given = {"known": (), "near": None, "highest": np.full(4, 50.0), "tolerance": 1e-4, "most_passes": 60}
    duals = [
        min(prices.dual(one, bounds) for one in prices.least(look, bounds, **given))
        for look in (
            lambda at: passes.look(lambda: [block], limits, at, threads=1),
            lambda at: aggregated.look(rows, limits, at),
        )
    ]
    assert duals[1] == pytest.approx(duals[0], rel=1e-3)
