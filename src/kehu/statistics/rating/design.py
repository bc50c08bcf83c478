"""The design of a fit: one coefficient for each level of each block, and how strongly a penalty draws them together.

Reads the level of every cell, block by block (a block is a factor, or a pair of factors); gives the matrices of a fit.
Levels in an order are penalised by the differences of neighbours, which smooths them; levels without order by their
squares, which draws each to the mean as credibility does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import tabmat
from numpy.typing import NDArray

from kehu.statistics.rating.bins import Binning, Direction, Numbers
from kehu.statistics.rating.cells import Cells, sums_by

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Block:
    """The levels of one table: each cell's level, the penalty of coefficients at strength 1, and the way they go."""

    binnings: tuple[Binning, ...]
    levels: Numbers
    penalty: Floats
    monotone: Direction = None

    @property
    def count(self) -> int:
        """How many coefficients it has."""
        return len(self.penalty)

    def part(self, chosen: NDArray[Any]) -> Block:
        """The block for some of the cells."""
        return replace(self, levels=self.levels[chosen])


@dataclass(frozen=True, eq=False)
class Design:
    """Blocks side by side: an intercept, then the coefficients of each block in turn."""

    blocks: tuple[Block, ...]

    @cached_property
    def matrix(self) -> tabmat.SplitMatrix:
        """The design matrix without the intercept, one indicator a level."""
        return tabmat.SplitMatrix([_indicators(block) for block in self.blocks])

    @cached_property
    def spans(self) -> tuple[slice, ...]:
        """Where the coefficients of each block stand after the intercept."""
        ends = np.cumsum([block.count for block in self.blocks]).tolist()
        return tuple(slice(end - block.count, end) for end, block in zip(ends, self.blocks, strict=True))

    @property
    def count(self) -> int:
        """How many coefficients there are, the intercept apart."""
        return sum(block.count for block in self.blocks)

    def part(self, chosen: NDArray[Any]) -> Design:
        """The design of some of the cells."""
        return Design(tuple(block.part(chosen) for block in self.blocks))

    def penalty(self, strengths: Sequence[float]) -> Floats:
        """The penalty of all coefficients: each block's own, times its strength."""
        whole = np.zeros((self.count, self.count))
        for span, block, strength in zip(self.spans, self.blocks, strengths, strict=True):
            whole[span, span] = strength * block.penalty
        return whole

    def linear(self, coefficients: Floats) -> Floats:
        """The linear predictor of each cell."""
        found = np.full(len(self.blocks[0].levels), coefficients[0])
        for span, block in zip(self.spans, self.blocks, strict=True):
            found += coefficients[1:][span][block.levels]
        return found

    def sums(self, values: Floats) -> Floats:
        """Sums of values of the cells: in all, then by level of each block."""
        by_level = [sums_by(block.levels, values, block.count) for block in self.blocks]
        return np.concatenate([[values.sum()], *by_level])

    def information(self, weights: Floats) -> Floats:
        """The cross product of the design, intercept first, with weights of the cells."""
        whole = np.empty((self.count + 1, self.count + 1))
        whole[0] = whole[:, 0] = self.sums(weights)
        whole[1:, 1:] = self.matrix.sandwich(weights)
        return whole


def main_blocks(cells: Cells) -> tuple[Block, ...]:
    """A block for each factor of which at least two levels have weight; the others can tell nothing apart.

    >>> from kehu.statistics.rating.cells import cells_of
    >>> bins = [Binning("age", "numeric", cuts=(30,)), Binning("kind", "codes", groups=(("car",),))]
    >>> cells = cells_of({"age": [20, 40], "kind": ["car", "car"]}, bins, weight=[1, 1], total=[0, 1])
    >>> [block.binnings[0].factor for block in main_blocks(cells)]
    ['age']
    """
    return tuple(
        Block((binning,), cells.numbers[factor], penalty_of(binning), binning.monotone)
        for factor, binning in cells.binnings.items()
        if np.count_nonzero(cells.one_way(factor)[0]) > 1
    )


def penalty_of(binning: Binning) -> Floats:
    """The penalty of the coefficients of one factor's levels at strength 1.

    For ordered levels Σ (difference of neighbours)²; the level "missing" is drawn to their mean, from which it may lie
    as far as a random walk over them goes. Their common part, which the intercept has already, is held at 0.

    >>> effects = np.array([0.0, -1.0, 0.0, 1.0])
    >>> float(effects @ penalty_of(Binning("age", "numeric", cuts=(30, 40))) @ effects)
    2.0
    """
    count = binning.count - 1
    if not binning.is_ordered or count < 2:
        return np.eye(count + 1)
    steps = np.diff(np.eye(count + 1)[1:], axis=0)
    apart = np.r_[1.0, np.full(count, -1 / count)]
    common = np.full(count + 1, 1 / (count + 1))
    return steps.T @ steps + 6 / count * np.outer(apart, apart) + np.outer(common, common)


def pooled(block: Block, pools: Numbers) -> Block:
    """A block whose levels share a coefficient wherever they have the same pool.

    >>> block = Block((), np.array([0, 1, 2], dtype=np.int32), np.eye(3))
    >>> pooled(block, np.array([0, 1, 1], dtype=np.int32)).penalty.tolist()
    [[1.0, 0.0], [0.0, 2.0]]
    """
    held = np.eye(int(pools.max()) + 1)[pools]
    return replace(block, levels=pools[block.levels].astype(np.int32), penalty=held.T @ block.penalty @ held)


def _indicators(block: Block) -> tabmat.CategoricalMatrix:
    return tabmat.CategoricalMatrix(block.levels, categories=np.arange(block.count))
