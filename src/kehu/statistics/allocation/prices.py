"""The prices of limits: the least of the dual, by cutting planes.

Reads a function that makes a pass at given prices; gives the prices with the least dual value, which no allocation
can exceed. At prices λ ≥ 0 the dual is Σ max (value + λ · use) − λ · bound: convex, and every pass gives a plane below
it. The least of all planes is a linear program as small as the limits are few; the next pass is made between its
answer and the best prices so far (Ben-Ameur and Neto, 2007), which keeps prices from swinging. Where a pass is told
apart by cells of subjects, each cell has planes of its own, so that a hundred branches take no more passes than one.
Planes do not know the bounds, so that they serve again when a bound is moved.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from kehu.statistics.allocation.passes import Passed
from kehu.statistics.allocation.problem import Floats

TOWARDS_BEST = 0.3  # share of the way from the planes' answer back to the best prices
SURE, TINY = 1e-13, 1e-200
NEARBY, WIDER, SMALL = 0.05, 4.0, 1e-3  # how far from likely prices one looks first, and then

Look = Callable[[Floats], Passed]


def dual(found: Passed, bounds: Floats) -> float:
    """The dual value of a pass: no allocation within the bounds is worth more.

    >>> dual(Passed(np.array([2.0]), 10.0, 4.0, np.array([3.0])), np.array([1.0]))
    8.0
    """
    return found.scores - float(found.prices @ bounds)


def least(
    look: Look,
    bounds: Floats,
    *,
    known: Sequence[Passed],
    near: Floats | None,
    highest: Floats,
    tolerance: float,
    most_passes: int,
    shares: Floats | None = None,
) -> list[Passed]:
    """All passes, those known and those made, among them one at the least of the dual, up to a relative tolerance.

    `near` are prices that are likely to be close, such as those of a sample. No price goes above `highest`: a limit at
    its highest price cannot be met, and falls short at that cost. `shares` are the bounds as given to the cells.

    >>> def look(at: Floats) -> Passed:  # one subject: worth 3 for a unit, or nothing for none
    ...     return Passed(at, max(3 - at[0], 0), 3.0 * (at[0] < 3), np.array([-1.0 if at[0] < 3 else 0.0]))
    >>> limits, most = np.array([-0.5]), np.array([9.0])
    >>> made = least(look, limits, known=(), near=None, highest=most, tolerance=1e-9, most_passes=50)
    >>> float(round(min(dual(one, limits) for one in made), 6))
    1.5
    """
    passes = list(known) or [look(np.zeros(len(bounds)) if near is None else np.minimum(near, highest))]
    radius, open_gap = NEARBY if near is not None else np.inf, np.inf
    for _ in range(most_passes):
        best = min(passes, key=lambda one: dual(one, bounds))
        reach = np.where(best.prices > 0, best.prices, highest * SMALL) * radius if np.isfinite(radius) else highest
        floor, top = np.maximum(best.prices - reach, 0.0), np.minimum(best.prices + reach, highest)
        given = bounds[None, :] if shares is None else shares
        answer, gap = _lowest(passes, best, given, floor, top, scale=open_gap)
        is_inside = not (((answer <= floor) & (floor > 0)) | ((answer >= top) & (top < highest))).any()
        open_gap = max(gap, SURE * abs(best.scores), TINY)
        if gap <= tolerance * max(abs(dual(best, bounds)), SURE):
            if is_inside:
                break
            radius *= WIDER
            continue
        share = TOWARDS_BEST if radius == np.inf else 0.0
        passes.append(look(share * best.prices + (1 - share) * answer))
        if share and dual(passes[-1], bounds) > dual(best, bounds):  # the planes were wrong there: ask at their answer
            passes.append(look(answer))
    return passes


def _lowest(
    passes: Sequence[Passed], best: Passed, shares: Floats, floor: Floats, top: Floats, *, scale: float
) -> tuple[Floats, float]:
    """The prices between two at which the planes are least, and how far below the best dual that is.

    Everything is told as a distance from the best pass, in units of `scale`, the gap before: the solver knows absolute
    tolerances, and the gap is to become a billionth of the dual. `shares` are the bounds by cell.
    """
    cells, count = shares.shape
    slopes = np.array([one.apart.uses - shares for one in passes])
    scores = np.array([one.apart.scores - (shares @ one.prices) for one in passes])
    moved = best.prices - np.array([one.prices for one in passes])
    behind = scores + np.einsum("pcb,pb->pc", slopes, moved) - (best.apart.scores - shares @ best.prices)
    widest = np.abs(slopes.sum(axis=1)).max(axis=0)
    scale = scale if np.isfinite(scale) else max(float(widest @ (top - floor)), TINY)
    units = np.maximum(widest / scale, TINY)
    low, high = (floor - best.prices) * units, (top - best.prices) * units
    planes = sparse.csr_matrix((slopes / scale / units).reshape(len(passes) * cells, count))
    each = sparse.csr_matrix(-np.tile(np.eye(cells), (len(passes), 1)))
    found = linprog(
        c=np.r_[np.zeros(count), np.ones(cells)],
        A_ub=sparse.hstack([planes, each]),
        b_ub=-(behind / scale).ravel(),
        bounds=[*zip(low, high, strict=True), *[(None, None)] * cells],
        method="highs",
    )
    if found.x is None:
        return best.prices, 0.0
    return np.clip(best.prices + found.x[:count] / units, floor, top), max(-float(found.fun) * scale, 0.0)
