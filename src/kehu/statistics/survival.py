"""Survival by whole years from counts: how many were at risk in each year, how many left, what share is still there.

Reads counts of spells by the years at which they come into view, are seen through and end; gives curves with bounds.
A spell counts in a year of its life only where that whole year could be seen, so that a year half gone neither adds
leavers nor hides stayers; spells that begin before the record enter late (Kaplan and Meier 1958 with late entry).
Intervals are Greenwood's, on the log(−log) scale, where they stay between 0 and 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, eq=False)
class Curve:
    """For each year of life: at risk, left in it, and the share there after it with 95 % bounds."""

    at_risk: Floats
    left: Floats
    survival: Floats
    lower: Floats
    upper: Floats


def counted(
    *,
    entry: NDArray[np.int64],
    seen: NDArray[np.int64],
    left_in: NDArray[np.int64],
    spells: NDArray[np.int64],
    years: int,
) -> tuple[Floats, Floats]:
    """Spells at risk and those that left, in each of so many years of life.

    `entry` is the first year in view, `seen` the number of years that could be seen whole, `left_in` the year in which
    a spell ended (negative: it did not), `spells` how many are alike.

    >>> one = np.array([0, 0]), np.array([2, 2]), np.array([0, -1]), np.array([1, 3])
    >>> counted(entry=one[0], seen=one[1], left_in=one[2], spells=one[3], years=2)
    (array([4., 3.]), array([1., 0.]))
    """
    at_risk, left = np.zeros(years), np.zeros(years)
    for year in range(years):
        is_there = (entry <= year) & (year < seen) & ((left_in < 0) | (left_in >= year))
        at_risk[year] = spells[is_there].sum()
        left[year] = spells[is_there & (left_in == year)].sum()
    return at_risk, left


def curve(at_risk: Floats, left: Floats) -> Curve:
    """The share there after each year, up to the last year with anyone at risk.

    >>> curve(np.array([100.0, 80.0]), np.array([20.0, 8.0])).survival.round(2).tolist()
    [0.8, 0.72]
    """
    empty = np.flatnonzero(at_risk <= 0)
    end = int(empty[0]) if len(empty) else len(at_risk)
    risk, gone = at_risk[:end], left[:end]
    survival = np.cumprod(1 - gone / risk).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(gone / (risk * (risk - gone)))
        spread = np.exp(NORMAL_95 * np.sqrt(greenwood) / np.abs(np.log(survival)))
        lower, upper = survival**spread, survival ** (1 / spread)
    # Nobody has left yet, or nobody is there any more: Greenwood's variance says nothing, and the share itself stands.
    fixed = (survival >= 1) | (survival <= 0)
    return Curve(risk, gone, survival, np.where(fixed, survival, lower), np.where(fixed, survival, upper))
