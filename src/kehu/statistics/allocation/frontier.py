"""The efficient frontier: the greatest value for each place of one bound, all other limits kept.

Reads a problem and the bounds to be tried; gives a point for each. Passes over the subjects serve every point, since
they do not know the bounds: after the first points few more are needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kehu.statistics.allocation import survey
from kehu.statistics.allocation.passes import Passed
from kehu.statistics.allocation.problem import Blocks, Limit, NotAProblemError
from kehu.statistics.allocation.solving import Allocation, allocate


@dataclass(frozen=True)
class Point:
    """The best allocation where the bound of the moved limit is this."""

    bound: float
    allocation: Allocation


def frontier(
    blocks: Blocks,
    limits: Sequence[Limit],
    *,
    moved: str,
    bounds: Sequence[float],
    tolerance: float = 1e-6,
    threads: int = 2,
) -> tuple[Point, ...]:
    """The points for some bounds of the limit of this name, which holds for all subjects together.

    Raises NotAProblemError where there is no such limit.

    >>> import numpy as np
    >>> from kehu.statistics.allocation import Block
    >>> block = Block(np.array([[5.0, 4.0], [6.0, 1.0]]), (np.array([[1.0, 0.0], [1.0, 0.0]]),))
    >>> points = frontier(lambda: [block], [Limit("hours", "at most", (1.0,))], moved="hours", bounds=[0, 1, 2])
    >>> [point.allocation.value for point in points]
    [5.0, 10.0, 11.0]
    """
    places = [place for place, limit in enumerate(limits) if limit.name == moved and len(limit.bounds) == 1]
    if not places:
        raise NotAProblemError(f"there is no limit {moved} on all subjects; there are {[one.name for one in limits]}")
    about = survey.survey(blocks, limits)
    known: tuple[Passed, ...] = ()
    points = []
    for bound in bounds:
        asked = [replace(one, bounds=(float(bound),)) if at in places else one for at, one in enumerate(limits)]
        found = allocate(blocks, asked, tolerance=tolerance, threads=threads, known=known, surveyed=about)
        known = found.looks
        points.append(Point(float(bound), found))
    return tuple(points)
