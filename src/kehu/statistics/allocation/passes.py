"""A pass over all subjects at given prices: what each would choose, and what all choices come to.

Reads blocks; gives the sum of the best scores, the uses, and where asked the choices with their margins. The score of
an option is its value plus, for each limit, price times use. Blocks are shared out among threads, since NumPy works
outside Python's lock; sums are made in the order of the blocks, so that threads change nothing. Where a limit has many
groups, scores and uses are told apart by them (`Cells`), because the dual is then a sum that falls apart the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from kehu.statistics.allocation.problem import Block, Blocks, Floats, Ints, Limit, checked

ROWS_AT_ONCE = 16_384
AHEAD = 4
WORTH_PARTING, MOST_CELLS = 4, 256  # groups of a limit from which a pass is told apart, and into how many at the most


@dataclass(frozen=True)
class Cells:
    """A pass told apart by cells of subjects: scores (cells,), uses (cells, bounds)."""

    scores: Floats
    uses: Floats


@dataclass(frozen=True)
class Passed:
    """What the best options at some prices come to: the sum of scores, of values, and the uses of each bound."""

    prices: Floats
    scores: float
    value: float
    uses: Floats
    cells: Cells | None = None

    @property
    def apart(self) -> Cells:
        """By cells of subjects, or all of them as one."""
        return self.cells or Cells(np.array([self.scores]), self.uses[None, :])


@dataclass(frozen=True)
class Parting:
    """How subjects are told apart: by the groups of one limit, some of them in one cell where there are too many."""

    limit: int
    cells: int

    @classmethod
    def of(cls, limits: Sequence[Limit]) -> Parting | None:
        """By the limit of most groups; None where no limit has many.

        >>> Parting.of([Limit("kept", "at least", (1.0,)), Limit("hours", "at most", (1.0,) * 300)])
        Parting(limit=1, cells=256)
        """
        groups = [len(limit.bounds) for limit in limits]
        if max(groups, default=0) < WORTH_PARTING:
            return None
        return cls(groups.index(max(groups)), min(max(groups), MOST_CELLS))

    def share(self, limits: Sequence[Limit], row: Floats) -> Floats:
        """What stands in one row for all bounds, given to the cells: each group's own, of the others a like part."""
        shares = [np.full((self.cells, len(part)), 1 / self.cells) * part for part in split(limits, row)]
        own = split(limits, row)[self.limit]
        places = np.arange(len(own))
        shares[self.limit] = np.zeros((self.cells, len(own)))
        shares[self.limit][places % self.cells, places] = own
        return np.hstack(shares)


@dataclass(frozen=True)
class Chosen:
    """What each subject of a block would choose, by how much it beats the second best, and what that is worth."""

    option: Ints
    margin: Floats
    value: Floats


def look(blocks: Blocks, limits: Sequence[Limit], prices: Floats, *, threads: int) -> Passed:
    """What all subjects choose at some prices, summed.

    >>> block = Block(np.array([[5.0, 4.0], [6.0, 1.0]]), (np.array([[1.0, 0.0], [1.0, 0.0]]),))
    >>> limits = [Limit("hours", "at most", (1.0,))]
    >>> look(lambda: [block], limits, np.array([2.0]), threads=1).uses.tolist()
    [-1.0]
    """
    scores, value, uses, cells = 0.0, 0.0, np.zeros(len(prices)), None
    for found in _shared_out(blocks(), limits, prices, threads=threads, is_whole=False):
        scores, value, uses = scores + found.scores, value + found.value, uses + found.uses
        if found.cells is not None:
            before = cells or Cells(np.zeros(len(found.cells.scores)), np.zeros(found.cells.uses.shape))
            cells = Cells(before.scores + found.cells.scores, before.uses + found.cells.uses)
    return Passed(prices, scores, value, uses, cells)


def choose(blocks: Blocks, limits: Sequence[Limit], prices: Floats, *, threads: int) -> Iterator[Chosen]:
    """What each subject chooses at some prices, block by block in parts.

    >>> block = Block(np.array([[5.0, 4.0], [6.0, 1.0]]), (np.array([[1.0, 0.0], [1.0, 0.0]]),))
    >>> limits = [Limit("hours", "at most", (1.0,))]
    >>> [part.margin.tolist() for part in choose(lambda: [block], limits, np.array([2.0]), threads=1)]
    [[1.0, 3.0]]
    """
    for found in _shared_out(blocks(), limits, prices, threads=threads, is_whole=True):
        yield found.chosen


def split(limits: Sequence[Limit], row: Floats) -> list[Floats]:
    """What stands in one row for all bounds, by limit.

    >>> limits = [Limit("hours", "at most", (1.0, 2.0)), Limit("kept", "at least", (3.0,))]
    >>> [part.tolist() for part in split(limits, np.array([1.0, 2.0, 3.0]))]
    [[1.0, 2.0], [3.0]]
    """
    return np.split(row, np.cumsum([len(limit.bounds) for limit in limits])[:-1]) if limits else []


def scored(block: Block, limits: Sequence[Limit], prices: Floats) -> Floats:
    """The scores of all options of a block at some prices.

    >>> block = Block(np.array([[1.0, 2.0]]), (np.array([[0.0, 4.0]]),))
    >>> scored(block, [Limit("hours", "at most", (3.0,))], np.array([0.5])).tolist()
    [[1.0, 0.0]]
    """
    scores = block.values.copy()
    for place, (limit, price) in enumerate(zip(limits, split(limits, prices), strict=True)):
        if price.any():
            groups = block.group_of(place)
            each = price[0] if groups is None else price[groups][:, None]
            scores += limit.sign * each * block.uses[place]
    return scores


def used(block: Block, limits: Sequence[Limit], option: Ints) -> Floats:
    """What chosen options of a block use of each bound, in the sense of at least.

    >>> block = Block(np.zeros((2, 2)), (np.array([[1.0, 0.0]]),))
    >>> used(block, [Limit("hours", "at most", (1.0,))], np.array([0, 0])).tolist()
    [-2.0]
    """
    sums = []
    for limit, taken, groups in _taken(block, limits, option):
        if groups is None:
            sums.append(np.array([taken.sum()]))
        else:
            sums.append(np.bincount(groups, weights=taken, minlength=len(limit.bounds)))
    return np.concatenate(sums) if sums else np.zeros(0)


def _taken(block: Block, limits: Sequence[Limit], option: Ints) -> Iterator[tuple[Limit, Floats, Ints | None]]:
    """What the chosen option of each subject uses of each limit, in the sense of at least, and the groups."""
    rows = np.arange(len(option))
    for place, limit in enumerate(limits):
        taken = np.broadcast_to(block.uses[place], block.values.shape)[rows, option]
        yield limit, limit.sign * taken, block.group_of(place)


@dataclass(frozen=True)
class _Part:
    scores: float
    value: float
    uses: Floats
    cells: Cells | None
    chosen: Chosen


def _shared_out(
    blocks: Iterable[Block], limits: Sequence[Limit], prices: Floats, *, threads: int, is_whole: bool
) -> Iterator[_Part]:
    """The parts of all blocks, in their order, a few ahead of whoever reads them."""
    parts = (part for block in blocks for part in _parts(checked(block, limits)))
    if threads == 1:
        yield from (_part(part, limits, prices, is_whole) for part in parts)
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting = []
        for part in parts:
            waiting.append(pool.submit(_part, part, limits, prices, is_whole))
            if len(waiting) >= threads * AHEAD:
                yield waiting.pop(0).result()
        yield from (each.result() for each in waiting)


def _parts(block: Block) -> Iterator[Block]:
    """A block in parts that stay in the processor's cache."""
    rows = len(block.values)
    for start in range(0, rows, ROWS_AT_ONCE):
        here = slice(start, start + ROWS_AT_ONCE)
        uses = tuple(uses[here] if len(uses) == rows and uses.shape[0] > 1 else uses for uses in block.uses)
        groups = tuple(None if groups is None else groups[here] for groups in block.groups)
        yield Block(block.values[here], uses, groups)


def _part(block: Block, limits: Sequence[Limit], prices: Floats, is_whole: bool) -> _Part:
    scores = scored(block, limits, prices)
    option = scores.argmax(axis=1)
    rows = np.arange(len(option))
    best = scores[rows, option]
    value = block.values[rows, option]
    margin = np.empty(0)
    if is_whole:
        scores[rows, option] = -np.inf
        margin = best - scores.max(axis=1)
    cells, chosen = _cells(block, limits, option, best), Chosen(option, margin, value)
    return _Part(float(best.sum()), float(value.sum()), used(block, limits, option), cells, chosen)


def _cells(block: Block, limits: Sequence[Limit], option: Ints, best: Floats) -> Cells | None:
    """Scores and uses by cell; None where no limit has many groups."""
    parting = Parting.of(limits)
    groups = None if parting is None else block.group_of(parting.limit)
    if parting is None or groups is None:
        return None
    cell = groups % parting.cells
    uses = []
    for limit, taken, of in _taken(block, limits, option):
        width = len(limit.bounds)
        place = cell * width + (0 if of is None else of)
        uses.append(np.bincount(place, weights=taken, minlength=parting.cells * width).reshape(parting.cells, width))
    scores = np.bincount(cell, weights=best, minlength=parting.cells).astype(np.float64)
    return Cells(scores, np.hstack(uses))
