"""How amounts that are seen late grow with age: triangles in, shares of the ultimate by age out.

Reads increments by origin (0 the youngest) and age, in whole periods; gives the mean share of an ultimate that is seen
in each period of age, and the integral of that share, from which any stretch of time takes its part.
Volume-weighted chain ladder, because for counts it is the maximum likelihood of the delay when late ones are cut off
(reverse-time product limit), at any width of the periods. Checked against `chainladder`, which is not used itself: it
leaves out origins that stand at nothing and grow later, of which narrow periods have many (ADR 15).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SLOWEST = 0.75  # a quarter of the ages adds at most so much of what the quarter before it added
NOTHING_BEFORE = 1e9  # the factor where something follows on nothing: nothing was seen before
LEAST_SHARE = 1e-6  # a smaller share seen is none


def link_factors(increments: Floats) -> Floats:
    """Volume-weighted factors from each age to the next: an array of triangles in, one row a triangle out.

    `increments[k, origin, age]` is known where age ≤ origin. A factor is the ratio of two sums over the origins that
    have seen both ages; 1 where nothing is seen at either.

    >>> triangle = np.array([[[4.0, 0, 0], [2, 2, 0], [4, 2, 2]]])
    >>> link_factors(triangle).round(3).tolist()
    [[1.667, 1.333]]
    """
    periods = increments.shape[1]
    cumulative = np.cumsum(increments, axis=2)
    # Origin i has seen age j + 1 where i > j: one mask serves the sums above and below the line.
    has_both = np.tri(periods, periods - 1, k=-1, dtype=bool)
    above, below = (np.where(has_both, side, 0).sum(axis=1) for side in (cumulative[..., 1:], cumulative[..., :-1]))
    factors: Floats = np.divide(above, below, out=np.where(above > 0, NOTHING_BEFORE, 1.0), where=below != 0)
    return factors


def supported(increments: Floats, *, least: float) -> int:
    """How many ages can be told from one triangle: the factor to the last of them rests on `least` or more.

    `increments` counts claims; a factor rests on the claims of the origins that have seen both its ages.

    >>> supported(np.array([[6.0, 0, 0], [5, 1, 0], [4, 0, 0]]), least=5)
    2
    """
    periods = len(increments)
    by_origin = np.cumsum(increments, axis=1)
    bases = [by_origin[age + 1 :, age].sum() for age in range(periods - 1)]
    enough = [age + 2 for age, base in enumerate(bases) if base >= least]
    return max(enough, default=1)


def shares_seen(factors: Floats, *, ages: int) -> Floats:
    """Mean share of the ultimate seen in each of `ages` periods, from the factors between the first of them.

    The tail goes on as the last quarter of the factors ends: each further quarter adds (in logarithms) r times what the
    one before it added, r being the ratio of the last two quarters, at most 0.75. Nothing is added where the last
    quarter added nothing, or where there are fewer than four factors.

    >>> shares_seen(np.array([2.0, 1.25]), ages=4).round(3).tolist()
    [0.4, 0.8, 1.0, 1.0]
    """
    growth = np.log(np.maximum(factors[: ages - 1], LEAST_SHARE))
    further, rest = _tail(growth, ages - 1 - len(growth))
    left = np.append(np.concatenate([growth, further])[::-1].cumsum()[::-1], 0.0) + rest
    seen: Floats = np.exp(-left)
    return np.where(seen < LEAST_SHARE, 0.0, seen)


def _tail(growth: Floats, further: int) -> tuple[Floats, float]:
    """Growth in each of `further` periods after the last that was seen, and all growth after those.

    After a quarter that added g, all quarters to come add g r/(1 − r), and what is left shrinks by r a quarter.
    """
    width = len(growth) // 4
    last = growth[len(growth) - width :].sum() if width else 0.0
    before = growth[len(growth) - 2 * width : len(growth) - width].sum() if width else 0.0
    if last <= 0:
        return np.zeros(further), 0.0
    ratio = min(last / before, SLOWEST) if before > 0 else SLOWEST
    rest = last * ratio / (1 - ratio)
    left = rest * ratio ** (np.arange(further + 1) / width)
    return left[:-1] - left[1:], float(left[-1])


def blended(own: Floats, whole: Floats, *, weight: Floats) -> Floats:
    """Shares of a few triangles' own and of the whole, mixed by the weight of their own (one a row).

    >>> blended(np.array([[0.4, 1.0]]), np.array([0.8, 1.0]), weight=np.array([0.25])).round(3).tolist()
    [[0.7, 1.0]]
    """
    mixed: Floats = weight[:, None] * own + (1 - weight[:, None]) * whole
    return mixed


def accumulated(shares: Floats) -> Floats:
    """Integral of the share seen from age 0 to the end of each period, in periods.

    Exposure that is now between a and b periods old has seen H(b) − H(a) of its b − a periods: parts add up.

    >>> accumulated(np.array([[0.5, 1.0, 1.0]])).tolist()
    [[0.5, 1.5, 2.5]]
    """
    return np.cumsum(shares, axis=-1)


def limited_credibility(claims: Floats, *, full: float) -> Floats:
    """Weight of an own estimate: the square root of its claims' share of those that need no help, at most 1.

    >>> limited_credibility(np.array([0.0, 25, 400]), full=100).tolist()
    [0.0, 0.5, 1.0]
    """
    return np.minimum(1.0, np.sqrt(np.maximum(claims, 0) / full))
