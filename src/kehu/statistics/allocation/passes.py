"""A pass over all subjects at given prices: what each would choose, and what all choices come to.

Reads blocks; gives the sum of the best scores, the uses, and where asked the choices with their margins. The score of
an option is its value plus, for each limit, price times use. Blocks are shared out among threads, since NumPy works
outside Python's lock; sums are made in the order of the blocks, so that threads change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from kehu.statistics.allocation.problem import Block, Blocks, Floats, Ints, Limit, checked

ROWS_AT_ONCE = 16_384
AHEAD = 4


@dataclass(frozen=True)
class Passed:
    """What the best options at some prices come to: the sum of scores, of values, and the uses of each bound."""

    prices: Floats
    scores: float
    value: float
    uses: Floats


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
    scores, value, uses = 0.0, 0.0, np.zeros(len(prices))
    for found in _shared_out(blocks(), limits, prices, threads=threads, is_whole=False):
        scores, value, uses = scores + found[0], value + found[1], uses + found[2]
    return Passed(prices, scores, value, uses)


def choose(blocks: Blocks, limits: Sequence[Limit], prices: Floats, *, threads: int) -> Iterator[Chosen]:
    """What each subject chooses at some prices, block by block in parts.

    >>> block = Block(np.array([[5.0, 4.0], [6.0, 1.0]]), (np.array([[1.0, 0.0], [1.0, 0.0]]),))
    >>> limits = [Limit("hours", "at most", (1.0,))]
    >>> [part.margin.tolist() for part in choose(lambda: [block], limits, np.array([2.0]), threads=1)]
    [[1.0, 3.0]]
    """
    for found in _shared_out(blocks(), limits, prices, threads=threads, is_whole=True):
        yield found[3]


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
    rows = np.arange(len(option))
    sums = []
    for place, limit in enumerate(limits):
        taken = limit.sign * np.broadcast_to(block.uses[place], block.values.shape)[rows, option]
        groups = block.group_of(place)
        if groups is None:
            sums.append(np.array([taken.sum()]))
        else:
            sums.append(np.bincount(groups, weights=taken, minlength=len(limit.bounds)))
    return np.concatenate(sums) if sums else np.zeros(0)


Part = tuple[float, float, Floats, Chosen]


def _shared_out(
    blocks: Iterable[Block], limits: Sequence[Limit], prices: Floats, *, threads: int, is_whole: bool
) -> Iterator[Part]:
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


def _part(block: Block, limits: Sequence[Limit], prices: Floats, is_whole: bool) -> Part:
    scores = scored(block, limits, prices)
    option = scores.argmax(axis=1)
    rows = np.arange(len(option))
    best = scores[rows, option]
    value = block.values[rows, option]
    margin = np.empty(0)
    if is_whole:
        scores[rows, option] = -np.inf
        margin = best - scores.max(axis=1)
    return float(best.sum()), float(value.sum()), used(block, limits, option), Chosen(option, margin, value)
