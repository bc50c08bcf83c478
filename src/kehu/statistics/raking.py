"""Shares raked to known totals: parts of each row, moved part by part until the parts' totals are those that are known.

Reads how likely each part is in each row, the weight of each row, and the total of each part; gives a factor a part.
Factors are iterated as in proportional fitting (Deming and Stephan 1940): a row's shares always add up to 1, and the
weighted shares of a part to its total.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
CLOSE, MOST_ROUNDS = 1e-12, 500


def raked(parts: Floats, *, weight: Floats, totals: Floats) -> Floats:
    """The factor of each part, so that `shares` of the parts times their factors give back the totals.

    `parts` is rows × parts, not negative; totals count by their proportions. A part whose total is 0 gets the factor 0.
    Raises ValueError where a part with a total is in no row with a weight.

    >>> parts, weight = np.array([[1.0, 1.0], [1.0, 3.0]]), np.array([2.0, 2.0])
    >>> factors = raked(parts, weight=weight, totals=np.array([1.0, 3.0]))
    >>> (weight @ shares(parts * factors)).round(9).tolist()
    [1.0, 3.0]
    """
    present = weight @ shares(parts)
    if (present[totals > 0] <= 0).any():
        raise ValueError("a part with a total is in no row: its total cannot be reached")
    wanted = totals * weight.sum() / totals.sum()
    factors = (totals > 0).astype(np.float64)
    for _ in range(MOST_ROUNDS):
        reached = weight @ shares(parts * factors)
        moved = np.divide(wanted, reached, out=np.ones_like(wanted), where=reached > 0)
        factors = factors * moved
        if np.abs(moved[totals > 0] - 1).max(initial=0.0) < CLOSE:
            break
    centred: Floats = factors / np.exp(np.log(factors[factors > 0]).mean())
    return centred


def shares(parts: Floats) -> Floats:
    """Parts over their sum in each row; a row in which all are 0 has none.

    >>> shares(np.array([[1.0, 3.0], [0.0, 0.0]])).tolist()
    [[0.25, 0.75], [0.0, 0.0]]
    """
    whole = parts.sum(axis=1, keepdims=True)
    found: Floats = np.divide(parts, whole, out=np.zeros_like(parts), where=whole > 0)
    return found
