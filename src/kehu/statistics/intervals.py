"""Intervals for what was observed: counts, shares, sums of amounts.

Reads observed numbers; gives the bounds between which the mean behind them lies in 95 cases of 100.
Counts by the exact law of Poisson (Garwood 1936), shares by Wilson (1927), which are right for few and for none; sums
of amounts as compound Poisson: the squares of the amounts add up to the variance of their sum, whatever their law.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaincinv

NORMAL_95 = 1.959963984540054
TAIL = 0.025


def of_count(count: float) -> tuple[float, float]:
    """Bounds of the mean behind a count of claims.

    >>> [round(bound, 2) for bound in of_count(10)], [round(bound, 2) for bound in of_count(0)]
    ([4.8, 18.39], [0.0, 3.69])
    """
    lower = float(gammaincinv(count, TAIL)) if count > 0 else 0.0
    return lower, float(gammaincinv(count + 1, 1 - TAIL))


def of_share(came: float, cases: float) -> tuple[float, float]:
    """Bounds of the probability behind a share of cases.

    >>> [round(bound, 3) for bound in of_share(90, 100)], of_share(0, 0)
    ([0.826, 0.945], (0.0, 1.0))
    """
    if cases <= 0:
        return 0.0, 1.0
    share, square = came / cases, NORMAL_95**2 / cases
    middle = (share + square / 2) / (1 + square)
    reach = float(np.sqrt(square * (share * (1 - share) + square / 4))) / (1 + square)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def of_amounts(total: float, squares: float) -> tuple[float, float]:
    """Bounds of the mean behind a sum of claims, of which `squares` is the sum of their squares.

    >>> [round(bound) for bound in of_amounts(100_000, 100 * 1_000**2)]
    [80400, 119600]
    """
    reach = NORMAL_95 * float(np.sqrt(max(squares, 0.0)))
    return total - reach, total + reach


def of_mean(total: float, squares: float, cases: float) -> tuple[float, float]:
    """Bounds of the mean of cases of which total and sum of squares are known; the mean itself for a single one.

    >>> [round(bound, 2) for bound in of_mean(0.0, 100.0, 100)]
    [-0.2, 0.2]
    """
    mean = total / cases
    variance = max(squares / cases - mean * mean, 0.0) * cases / (cases - 1) if cases > 1 else 0.0
    reach = NORMAL_95 * float(np.sqrt(variance / cases))
    return mean - reach, mean + reach
