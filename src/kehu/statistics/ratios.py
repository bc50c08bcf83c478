"""Ratios of sums over clusters, and how far two of them lie apart, with bounds that are honest for few clusters.

Reads the sums of clusters: of each one a weight n and an amount y, such as renewals and those that renewed, or premium
and claims. Gives Σy/Σn with its bounds, and the difference of two such ratios. Clusters (customers) are independent,
what lies within one is not, so the variance is that of the ratio estimator over clusters (Cochran 1977, chapter 6).
Amounts take Student's law, with the degrees of freedom of Welch (1947) for a difference. Shares take Wilson's bounds
(1927) at the effective number of cases (Korn and Graubard 1998), and a difference of two of them squares and adds
(Newcombe 1998, method 10): neither claims certainty where all or none came.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from kehu.statistics.intervals import TAIL, of_share


@dataclass(frozen=True)
class Sums:
    """Sums over clusters: how many, Σn, Σy, Σn², Σny, Σy²."""

    clusters: int
    weight: float
    amount: float
    weights_squared: float
    products: float
    amounts_squared: float

    @property
    def ratio(self) -> float:
        """Σy/Σn; not a number without weight."""
        return self.amount / self.weight if self.weight > 0 else float("nan")

    @property
    def variance(self) -> float:
        """Variance of the ratio; infinite with fewer than two clusters."""
        if self.clusters < 2 or self.weight <= 0:
            return float("inf")
        ratio = self.ratio
        squares = self.amounts_squared - 2 * ratio * self.products + ratio * ratio * self.weights_squared
        return max(squares, 0.0) / self.weight**2 * self.clusters / (self.clusters - 1)


@dataclass(frozen=True)
class Bounded:
    """An estimate with its bounds, 95 %."""

    value: float
    lower: float
    upper: float

    @property
    def is_sure(self) -> bool:
        """Both bounds lie on one side of 0."""
        return self.lower > 0 or self.upper < 0


def of_amounts(sums: Sums) -> Bounded:
    """A ratio of amounts with its bounds.

    >>> found = of_amounts(Sums(100, 100.0, 50.0, 100.0, 50.0, 50.0))
    >>> round(found.value, 3), round(found.lower, 3), round(found.upper, 3)
    (0.5, 0.4, 0.6)
    """
    return _within(sums.ratio, sums.variance, sums.clusters - 1)


def of_shares(sums: Sums) -> Bounded:
    """A share of cases with its bounds; a cluster's weight is its cases, its amount those that came.

    >>> of_shares(Sums(20, 20.0, 20.0, 20.0, 20.0, 20.0)).lower > 0.8
    True
    """
    lower, upper = of_share(sums.ratio * _effective(sums), _effective(sums)) if sums.weight > 0 else (0.0, 1.0)
    return Bounded(sums.ratio, lower, upper)


def difference_of_amounts(one: Sums, other: Sums) -> Bounded:
    """How far the ratio of one group of clusters lies above that of another.

    >>> difference_of_amounts(Sums(1, 1.0, 5.0, 1.0, 5.0, 25.0), Sums(9, 9.0, 9.0, 9.0, 9.0, 9.0)).is_sure
    False
    """
    parts = (one.variance, other.variance)
    variance = sum(parts)
    if not np.isfinite(variance):
        return Bounded(one.ratio - other.ratio, float("-inf"), float("inf"))
    freedom = sum(part**2 / (sums.clusters - 1) for part, sums in zip(parts, (one, other), strict=True))
    return _within(one.ratio - other.ratio, variance, variance**2 / freedom if freedom > 0 else 1.0)


def difference_of_shares(one: Sums, other: Sums) -> Bounded:
    """How far the share of one group of clusters lies above that of another; the example is Newcombe's own.

    >>> found = difference_of_shares(Sums(70, 70, 56, 70, 56, 56), Sums(80, 80, 48, 80, 48, 48))
    >>> [round(found.lower, 4), round(found.upper, 4)]
    [0.0524, 0.3339]
    """
    a, b = of_shares(one), of_shares(other)
    apart = a.value - b.value
    below = float(np.hypot(a.value - a.lower, b.upper - b.value))
    above = float(np.hypot(a.upper - a.value, b.value - b.lower))
    return Bounded(apart, apart - below, apart + above)


def _effective(sums: Sums) -> float:
    """Independent cases that would tell as much as these clusters do; never more than there are."""
    share = min(max(sums.ratio, 0.0), 1.0)
    if sums.variance <= 0 or not np.isfinite(sums.variance):
        return float(min(sums.weight, sums.clusters))
    return min(sums.weight, share * (1 - share) / sums.variance * sums.clusters / (sums.clusters - 1))


def _within(value: float, variance: float, freedom: float) -> Bounded:
    if not np.isfinite(variance) or freedom <= 0:
        return Bounded(value, float("-inf"), float("inf"))
    reach = float(stats.t.ppf(1 - TAIL, freedom) * np.sqrt(variance))
    return Bounded(value, value - reach, value + reach)
