"""Probabilities moved by one factor on their odds, until they come to a total.

Reads and gives arrays in numpy. One root is sought in one number, so it is quick and always found.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit, logit

Floats = NDArray[np.float64]
FARTHEST = 60.0  # logs of odds: nothing of a double is left beyond


def raised(probabilities: Floats, *, weights: Floats, by: float) -> Floats:
    """Probabilities whose weighed sum is greater by so much, the odds of all multiplied by the same factor.

    `by` must be less than what is left up to 1. Probabilities of 0 and 1 stay.

    >>> raised(np.array([0.5, 0.8]), weights=np.array([1.0, 1.0]), by=0.2).round(3).tolist()
    [0.629, 0.871]
    """
    if by <= 0:
        return probabilities.copy()
    odds, total = logit(probabilities), float((weights * probabilities).sum()) + by
    factor = brentq(lambda x: float((weights * expit(odds + x)).sum()) - total, 0.0, FARTHEST, xtol=1e-12)
    found: Floats = expit(odds + factor)
    return found
