"""Credibility of ratios with weights: a segment inside its group inside the whole.

Reads segments: the weight, mean and spread of their ratios over the periods, and their group; gives the structural
parameters, the estimates of groups and segments, their credibility, and their factors against the whole.
Bühlmann & Straub (1970) in Jewell's hierarchy, with the iterative estimators of variances (De Vylder 1981; Belhadj,
Goulet & Ouellet 2009): each segment counts by its credibility, so that neither one giant nor many dwarfs decide.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

# X_ijt, the ratio of segment j of group i in period t, has weight w and variance s²/w around the segment's level;
# levels vary by a around the group's and the group's by b around m. With a segment's precision p = 1 / (a + s²/w), a
# group's P = sum p, and the means X_ij (by w) and X_i (by p):
#     z = a p,  q = b / (b + 1/P),  group = q X_i + (1 - q) m,  segment = z X_ij + (1 - z) group,
#     m = sum q X_i / sum q (by 1 / (b + 1/P), so that it is there when b is 0).
# s² = sum w (X_ijt - X_ij)² / sum (n - 1); and a and b solve
#     sum (X_ij - X_i)² p(a) = sum (J_i - 1),  sum (X_i - m)² / (b + 1/P) = I - 1,
# which is where their iteration comes to rest; the left sides fall as a and b grow, so one solves them by bracketing.

FAINTEST = 1e-12  # of the square of the mean ratio: a variance under it is none


@dataclass(frozen=True)
class Segments:
    """Segments by their sums: weight, mean ratio, spread = sum w (X - mean)², number of periods, group (0, 1, …)."""

    weight: Numbers
    mean: Numbers
    spread: Numbers
    periods: Numbers
    group: Places


@dataclass(frozen=True)
class Structure:
    """The whole's mean ratio and the variances: within segments (for weight 1), between segments, between groups."""

    mean: float
    within: float
    between_segments: float
    between_groups: float


@dataclass(frozen=True)
class Credibility:
    """Estimates of groups and segments: the ratio, its credibility, and the factor against the whole's mean."""

    group_estimate: Numbers
    group_credibility: Numbers
    segment_estimate: Numbers
    segment_credibility: Numbers
    segment_factor: Numbers


def summed(rows: ir.Table) -> ir.Table:
    """One row a segment with weight, mean, spread and periods, from one row a segment and period.

    Reads group, segment, weight, ratio; rows without a positive weight do not count. Spreads are taken around the
    segment's mean, so that they are exact for large ratios.

    >>> import pyarrow as pa
    >>> rows = pa.table({"group": [0, 0], "segment": [7, 7], "weight": [1.0, 3.0], "ratio": [2.0, 4.0]})
    >>> summed(ibis.memtable(rows)).to_pyarrow().to_pylist()
    [{'group': 0, 'segment': 7, 'weight': 4.0, 'mean': 3.5, 'spread': 3.0, 'periods': 2}]
    """
    held = rows.filter(rows.weight > 0)
    segment = ibis.window(group_by=["group", "segment"])
    mean = (held.weight * held.ratio).sum().over(segment) / held.weight.sum().over(segment)
    around = held.mutate(mean=mean)
    return around.group_by(["group", "segment"]).agg(
        weight=around.weight.sum(),
        mean=around["mean"].max(),
        spread=(around.weight * (around.ratio - around["mean"]) ** 2).sum(),
        periods=around.count(),
    )


def structure(segments: Segments) -> Structure:
    """The structural parameters. Raises ValueError where no segment has two periods.

    With one group the variance between groups is 0: Bühlmann-Straub without a hierarchy.

    >>> found = structure(Segments(*np.array([[1.0, 1], [1, 3], [0.25, 0.25], [2, 2]]), group=np.array([0, 0])))
    >>> found.mean, found.within, round(found.between_segments, 6), found.between_groups
    (2.0, 0.25, 1.75, 0.0)
    """
    repeats = (segments.periods - 1).sum()
    if repeats <= 0:
        raise ValueError("the variance within segments needs a segment with two periods")
    least = FAINTEST * np.average(segments.mean, weights=segments.weight) ** 2
    within = max(float(segments.spread.sum() / repeats), least, np.finfo(float).tiny)
    groups = int(segments.group.max()) + 1
    freedom = len(segments.mean) - len(np.unique(segments.group))
    between = _solved(lambda at: _distance(segments, within, at), freedom=freedom, least=least)
    precision, means = _groups(segments, within, between)
    held = precision > 0

    def apart(at: float) -> float:
        weights = 1 / (at + 1 / precision[held])
        return float(weights @ (means[held] - np.average(means[held], weights=weights)) ** 2)

    between_groups = _solved(apart, freedom=int(held.sum()) - 1, least=least) if groups > 1 else 0.0
    mean = float(np.average(means[held], weights=1 / (between_groups + 1 / precision[held])))
    return Structure(mean, within, between, between_groups)


def estimates(segments: Segments, *, structure: Structure) -> Credibility:
    """Each group and segment as far as its own record is believed, the rest from the level above.

    >>> found = estimates(Segments(*np.array([[3.0], [2], [0], [2]]), np.array([0])), structure=Structure(1, 1, 1, 0))
    >>> found.segment_credibility.tolist(), found.segment_factor.tolist()
    ([0.75], [1.75])
    """
    precision, means = _groups(segments, structure.within, structure.between_segments)
    trust = structure.between_groups * precision / (1 + structure.between_groups * precision)
    of_groups = structure.mean + trust * (means - structure.mean)
    own = structure.between_segments * _precision(segments, structure.within, structure.between_segments)
    above = of_groups[segments.group]
    of_segments = above + own * (segments.mean - above)
    return Credibility(of_groups, trust, of_segments, own, of_segments / structure.mean)


def weight_until(credibility: float, *, structure: Structure) -> float:
    """The weight that a segment needs for that credibility; endless where segments do not differ.

    Divided by the weight of a year it is the number of years until then.

    >>> weight_until(0.5, structure=Structure(mean=1.0, within=6.0, between_segments=0.5, between_groups=0.0))
    12.0
    """
    if not structure.between_segments:
        return np.inf
    return structure.within / structure.between_segments * credibility / (1 - credibility)


def _precision(segments: Segments, within: float, between: float) -> Numbers:
    found: Numbers = segments.weight / (between * segments.weight + within)
    return found


def _groups(segments: Segments, within: float, between: float) -> tuple[Numbers, Numbers]:
    """The precision and the mean of each group; a number without a segment has precision 0."""
    precision = _precision(segments, within, between)
    together: Numbers = np.bincount(segments.group, weights=precision).astype(np.float64)
    sums: Numbers = np.bincount(segments.group, weights=precision * segments.mean).astype(np.float64)
    return together, np.divide(sums, together, out=np.zeros_like(sums), where=together > 0)


def _distance(segments: Segments, within: float, between: float) -> float:
    """Squares of the segments' distances from their groups, each by its precision."""
    means = _groups(segments, within, between)[1]
    return float(_precision(segments, within, between) @ (segments.mean - means[segments.group]) ** 2)


def _solved(distance: Callable[[float], float], *, freedom: int, least: float) -> float:
    """The variance at which distances are what chance would make them; 0 where they are less without any."""
    if freedom < 1 or distance(0.0) <= freedom:
        return 0.0
    high = max(least, np.finfo(float).tiny)
    while distance(high) > freedom:
        high *= 16
    return float(brentq(lambda at: distance(at) - freedom, 0.0, high, xtol=least / 1000 or 1e-300, rtol=1e-12))
