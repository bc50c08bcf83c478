"""A strength that goes with the rate: subjects of whom little is expected may differ more than those of whom much is.

Reads `Outcomes` with the rate of each class, what is expected of a year over what is usual; gives the strength at the
usual rate and the exponent with which it goes along.
The gamma law's variance 1/a as a power of the rate is the negative-binomial family P (Greene 2008): exponent 0 is the
usual model, 1 the one whose counts' variance is a multiple of their mean. One more number, found by the likelihood.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq, minimize_scalar
from scipy.stats import chi2

from kehu.statistics.credibility.outcomes import Outcomes
from kehu.statistics.credibility.strength import Likelihood, Strength, estimate, most_likely

LEAST, MOST = -1.0, 3.0  # exponents looked at

Value = TypeVar("Value", float, NDArray[np.float64], ir.NumericValue)


@dataclass(frozen=True)
class StrengthByRate:
    """The strength of a subject is `strength` × rate^`exponent`; `lower` and `upper` bound the exponent.

    `gain` is the logarithm of the likelihood over that of one strength for all. Without heterogeneity it goes with
    nothing: the exponent is 0.
    """

    strength: Strength
    exponent: float
    lower: float
    upper: float
    gain: float


def estimate_by_rate(outcomes: Outcomes, *, probability: float) -> StrengthByRate:
    """The strength and the exponent of largest likelihood, with their intervals at that probability.

    >>> from dataclasses import replace
    >>> from kehu.statistics.credibility.outcomes import of_subjects
    >>> small, large = [0] * 39 + [4], [4, 3, 5, 9, 2, 6, 3, 5, 4, 0]
    >>> book = replace(of_subjects(small + large, [0.1] * 40 + [4.0] * 10), rate=np.repeat([0.1, 4.0], [40, 10]))
    >>> round(estimate_by_rate(book, probability=0.95).exponent, 1)
    1.9
    """
    usual = estimate(outcomes, probability=probability)
    if np.isinf(usual.strength) or np.ptp(outcomes.rate) == 0:
        return StrengthByRate(usual, 0.0, -np.inf, np.inf, 0.0)

    def gain(exponent: float) -> float:
        likelihood = Likelihood(outcomes, exponent=exponent)
        return likelihood.gain(most_likely(likelihood))

    found = minimize_scalar(lambda exponent: -gain(exponent), bounds=(LEAST, MOST), options={"xatol": 1e-4})
    least = -float(found.fun) - float(chi2.ppf(probability, df=1)) / 2
    lower, upper = (
        float(brentq(lambda at: gain(at) - least, found.x, edge, xtol=1e-3)) if gain(edge) < least else edge * np.inf
        for edge in (LEAST, MOST)
    )
    strength = estimate(outcomes, probability=probability, exponent=found.x)
    return StrengthByRate(strength, float(found.x), lower, upper, strength.gain - usual.gain)


def strength_at(rate: Value, *, known: StrengthByRate) -> float | Value:
    """The strength of subjects of that rate; numbers for numbers, expressions for expressions.

    >>> usual = Strength(2.0, 0.1, 1.8, 2.2, 9.0)
    >>> strength_at(4.0, known=StrengthByRate(usual, 0.5, 0.4, 0.6, 3.0))
    4.0
    """
    if np.isinf(known.strength.strength):
        return np.inf
    found: Value = known.strength.strength * rate**known.exponent
    return found
