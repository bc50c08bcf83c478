"""What limits can ask of the subjects at most, and from which price on a limit matters more than anything else.

Reads all blocks once; gives for each bound the most that any choice can use, the size of its sums, and a highest price.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kehu.statistics.allocation.problem import Blocks, Floats, Limit, checked

MATTERS = 1_000.0  # times the usual range of values over the usual range of uses


@dataclass(frozen=True)
class Surveyed:
    """For each bound, in the sense of at least: the most that can be used, the size of its sums, the highest price.

    `count` is how many subjects there are.
    """

    count: int
    attainable: Floats
    scale: Floats
    highest: Floats


def survey(blocks: Blocks, limits: Sequence[Limit]) -> Surveyed:
    """Survey all subjects.

    >>> from kehu.statistics.allocation import Block
    >>> block = Block(np.array([[5.0, 4.0]]), (np.array([[3.0, 1.0]]),))
    >>> survey(lambda: [block], [Limit("kept", "at least", (1.0,))]).attainable.tolist()
    [3.0]
    """
    count = sum(len(limit.bounds) for limit in limits)
    most, size, width = np.zeros(count), np.zeros(count), np.zeros(count)
    range_of_values, rows = 0.0, 0
    for block in blocks():
        rows += len(block.values)
        offered = np.isfinite(checked(block, limits).values)
        range_of_values += float(_range(block.values, offered).sum())
        start = 0
        for place, limit in enumerate(limits):
            uses = limit.sign * np.broadcast_to(block.uses[place], offered.shape)
            groups = block.group_of(place)
            here = slice(start, start + len(limit.bounds))
            for total, each in (
                (most, np.where(offered, uses, -np.inf).max(axis=1)),
                (size, np.where(offered, np.abs(uses), 0.0).max(axis=1)),
                (width, _range(uses, offered)),
            ):
                total[here] += [each.sum()] if groups is None else np.bincount(groups, each, len(limit.bounds))
            start += len(limit.bounds)
    highest = MATTERS * max(range_of_values, 1e-300) / np.where(width > 0, width, np.inf)
    return Surveyed(rows, most, np.maximum(size, 1.0), highest)


def _range(numbers: Floats, offered: np.ndarray) -> Floats:
    """How far the options of each subject lie apart."""
    least = np.where(offered, numbers, np.inf).min(axis=1)
    found: Floats = np.where(offered, numbers, -np.inf).max(axis=1) - least
    return found
