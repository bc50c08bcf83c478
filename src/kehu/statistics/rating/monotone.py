"""Coefficients that go one way only, where a factor is declared monotone.

Reads a solution; gives one whose declared blocks rise or fall from level to level, with the pools of levels that came
to share a coefficient. Neighbours that go against the declared way are pooled, as in isotonic regression (Ayer et al.
1955), and everything is fitted again until none do; so other factors take their part, and the fit stays balanced.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kehu.statistics.rating.bins import Direction, Numbers
from kehu.statistics.rating.design import Design, pooled
from kehu.statistics.rating.solving import Problem, Solution, solve

Floats = NDArray[np.float64]
Pools = tuple[Numbers, ...]


def made_monotone(solution: Solution) -> tuple[Solution, Pools]:
    """A solution that keeps the declared directions, on levels pooled where needed, and the pool of each level.

    The level "missing" stands outside the order.

    >>> from kehu.statistics.rating.design import Block
    >>> from kehu.statistics.rating.families import Family
    >>> design = Design((Block((), np.arange(1, 4, dtype=np.int32), np.eye(4), monotone="up"),))
    >>> problem = Problem(design, Family("poisson"), np.array([0.1, 0.3, 0.2]), np.full(3, 100.0), np.zeros(3))
    >>> made_monotone(solve(problem, [0.01]))[1][0].tolist()
    [0, 1, 2, 2]
    """
    blocks = solution.problem.design.blocks
    pools = tuple(np.arange(block.count, dtype=np.int32) for block in blocks)
    found = solution
    while True:
        merged = tuple(_merged(found, pool, place) for place, pool in enumerate(pools))
        if all(int(after.max()) == int(before.max()) for after, before in zip(merged, pools, strict=True)):
            return found, pools
        pools = merged
        design = Design(tuple(pooled(block, pool) for block, pool in zip(blocks, pools, strict=True)))
        old = solution.problem
        found = solve(Problem(design, old.family, old.observed, old.weight, old.offset), solution.strengths)


def pooled_neighbours(effects: Floats, weights: Floats, direction: Direction) -> Numbers:
    """The pool of each of some effects in an order: neighbours that go against the direction share one.

    >>> pooled_neighbours(np.array([1.0, 3.0, 2.0, 2.2, 5.0]), np.ones(5), "up").tolist()
    [0, 1, 1, 1, 2]
    """
    sign = 1.0 if direction == "up" else -1.0
    held: list[tuple[float, float, int]] = []
    for effect, weight in zip(sign * effects, weights, strict=True):
        held.append((float(effect), float(weight), 1))
        while len(held) > 1 and held[-2][0] > held[-1][0]:
            (low, light, few), (high, heavy, more) = held.pop(), held.pop()
            held.append(((low * light + high * heavy) / (light + heavy), light + heavy, few + more))
    return np.repeat(np.arange(len(held)), [count for _, _, count in held]).astype(np.int32)


def _merged(solution: Solution, pool: Numbers, place: int) -> Numbers:
    """The pools of a block's levels, with those merged that go against its direction."""
    block, span = solution.problem.design.blocks[place], solution.problem.design.spans[place]
    if block.monotone is None:
        return pool
    # How firmly a level stands is its penalised information: what pulls it back when it is moved alone.
    firmness = 1 / np.diag(solution.covariance)[1:][span]
    inner = pooled_neighbours(solution.coefficients[1:][span][1:], firmness[1:], block.monotone)
    after = np.concatenate([[0], inner + 1]).astype(np.int32)
    found: Numbers = after[pool]
    return found
