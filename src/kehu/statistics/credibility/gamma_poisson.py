"""The factor that a record of counts earns: gamma-Poisson, with its credibility and its interval.

Reads the count N observed and the L expected of a subject, and the strength a of the portfolio; gives numbers for
numbers, arrays for arrays and expressions for expressions of the engine.
Bühlmann's credibility (Bühlmann & Gisler 2005, chapter 2), exact where the subjects' levels follow a gamma law of mean
1 and variance 1/a: what is expected of the coming period is multiplied by the mean level given the record.
"""

from __future__ import annotations

from typing import Any, TypeVar

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

Numbers = NDArray[np.float64]
Value = TypeVar("Value", float, Numbers, ir.NumericValue)

# factor = (a + N) / (a + L) = 1 + Z (N/L - 1), with Z = L / (a + L). Divided by a, with h = 1/a the variance of the
# levels, it is (1 + h N) / (1 + h L), which holds without heterogeneity too (a without bound, h = 0, factor 1).
# Given the record a level follows a gamma law of shape a + N and rate a + L, whose mean the factor is.


def factor(observed: Value, expected: Value, *, strength: float | Value) -> Value:
    """What the coming period's expectation is multiplied by: 1 without a record or with an endless strength.

    The strength is a number, or one for each subject. Raises ValueError for a number that is not positive.

    >>> factor(0, 1.0, strength=1.0), round(factor(3, 1.0, strength=9.0), 3)
    (0.5, 1.2)
    """
    heterogeneity = 1 / _checked(strength)
    found: Value = (1 + observed * heterogeneity) / (1 + expected * heterogeneity)
    return found


def credibility(expected: Value, *, strength: float | Value) -> Value:
    """How far the own record is believed, from 0 (not at all) to 1 (nothing else counts).

    >>> credibility(3.0, strength=1.0)
    0.75
    """
    heterogeneity = 1 / _checked(strength)
    found: Value = expected * heterogeneity / (1 + expected * heterogeneity)
    return found


def expected_until(credibility: float, *, strength: float) -> float:
    """What must be expected of a subject until its record has that credibility; the strength itself for a half.

    Divided by what is expected of a year it is the number of years until then.

    >>> expected_until(0.5, strength=1.5), expected_until(0.75, strength=1.5)
    (1.5, 4.5)
    """
    found: float = _checked(strength) * (credibility / (1 - credibility))
    return found


def interval(
    observed: Numbers | float, expected: Numbers | float, *, strength: float, probability: float
) -> tuple[Numbers, Numbers]:
    """The bounds between which the subject's level lies with that probability, given the record.

    Quantiles of the gamma law, the same probability on either side: in numpy only, for the subjects of a page.

    >>> lower, upper = interval(0, 1.0, strength=1.0, probability=0.9)
    >>> round(float(lower), 4), round(float(upper), 4)
    (0.0256, 1.4979)
    """
    counts, expectations = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    if np.isinf(_checked(strength)):
        certain = np.ones(np.broadcast(counts, expectations).shape)
        return certain, certain
    beside = (1 - probability) / 2
    lower, upper = (gammaincinv(strength + counts, at) / (strength + expectations) for at in (beside, 1 - beside))
    return lower, upper


def _checked(strength: Any) -> Any:
    if isinstance(strength, float | int) and not strength > 0:
        raise ValueError(f"a strength is positive, not {strength}")
    return strength
