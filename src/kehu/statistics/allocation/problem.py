"""What an allocation is made of: subjects with options, what each option is worth and uses, and limits on the uses.

Declares blocks of subjects and limits; checks that they fit each other. Arrays: N subjects of a block, K options, J
limits. A limit may hold for each of several groups of subjects apart, so that the prices are more than the limits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class NotAProblemError(ValueError):
    """Blocks and limits that do not fit each other; the message names the limit and the shapes."""


@dataclass(frozen=True)
class Limit:
    """What all chosen options together must use at least, or may use at most; a bound for each group of subjects.

    `bounds` has shape (groups,), one entry for a limit on all subjects.
    """

    name: str
    sense: Literal["at least", "at most"]
    bounds: tuple[float, ...]

    @property
    def sign(self) -> float:
        """1 for at least, -1 for at most: uses and bounds times the sign are a limit of the first kind."""
        return 1.0 if self.sense == "at least" else -1.0


@dataclass(frozen=True)
class Block:
    """Some subjects: `values` (N, K), minus infinity for an option that is not offered; at least one option is.

    `uses` has an array for each limit, (N, K) or what broadcasts to it, finite; `groups` for each limit the group of
    every subject, (N,), or None where the limit is on all.
    """

    values: Floats
    uses: tuple[Floats, ...]
    groups: tuple[Ints | None, ...] = ()

    def group_of(self, limit: int) -> Ints | None:
        """The groups of a limit."""
        return self.groups[limit] if self.groups else None


Blocks = Callable[[], Iterable[Block]]
"""All subjects, block by block, the same each time it is called; so that they need not fit in memory."""


def checked(block: Block, limits: Sequence[Limit]) -> Block:
    """The block, if it fits the limits.

    Raises NotAProblemError otherwise.
    >>> checked(Block(np.zeros((2, 3)), (np.ones((1, 3)),)), [Limit("hours", "at most", (1.0,))]).values.shape
    (2, 3)
    """
    rows, options = block.values.shape
    if len(block.uses) != len(limits):
        raise NotAProblemError(f"there are {len(limits)} limits and {len(block.uses)} uses; give one for each limit")
    if rows and not np.isfinite(block.values.max(axis=1)).all():
        raise NotAProblemError("a subject has no option, or one of unbounded value: offer at least one of finite value")
    for place, (limit, uses) in enumerate(zip(limits, block.uses, strict=True)):
        if uses.ndim != 2 or any(n not in (1, of) for n, of in zip(uses.shape, (rows, options), strict=True)):
            raise NotAProblemError(f"limit {limit.name}: uses of shape {uses.shape} for {rows} subjects × {options}")
        groups = block.group_of(place)
        if groups is None and len(limit.bounds) != 1:
            raise NotAProblemError(f"limit {limit.name}: {len(limit.bounds)} bounds, and no groups of subjects")
        if groups is not None and rows and not (groups.min() >= 0 and groups.max() < len(limit.bounds)):
            raise NotAProblemError(f"limit {limit.name}: a group without a bound; groups count from 0")
    return block


def bounds_of(limits: Sequence[Limit]) -> Floats:
    """All bounds in one row, as bounds of limits of at least.

    >>> bounds_of([Limit("hours", "at most", (5.0,)), Limit("kept", "at least", (1.0, 2.0))]).tolist()
    [-5.0, 1.0, 2.0]
    """
    return np.array([limit.sign * bound for limit in limits for bound in limit.bounds])
