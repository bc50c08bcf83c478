"""The strength of a portfolio: how much must be expected of a subject until its record counts as much as the rest.

Reads `Outcomes`; gives the strength a of the gamma-Poisson model, its standard error and its likelihood interval.
By the marginal (negative-binomial) likelihood, because moments fail on short histories: one-dimensional Newton on
classes, in the logarithm of a. Moments are given beside it, as a check.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import chi2

from kehu.statistics.credibility.outcomes import Outcomes

# Given its record, a subject's count n against m expected is negative-binomial of shape a + N and rate a + L. With
# T = L + m, its logarithm less that of the Poisson law of mean m (to which it tends as a grows) is
#     l(a) = sum_{j<n} log((a + N + j) / (a + T)) - (a + N) log(1 + m/(a + L)) + m
#     l'(a) = sum_{j<n} [1/(a + N + j) - 1/(a + T)] - log(1 + m/(a + L)) - (a + N) [1/(a + T) - 1/(a + L)]
# N and L may be decayed. Without a past it is the marginal likelihood of a whole history; by the chain rule the sum
# over a subject's periods, each given those before, is the same. No gamma function is needed, and nothing cancels.
# For a strength of a times a scale c, divide N + j, N, L, m and T by c and multiply all but the sums over j by c.

SCAN = 4.0 ** np.arange(-7, 11)
FAINTEST, STRONGEST = 1e-12, 1e12
LAST_STEP = 1e-12


@dataclass(frozen=True)
class Strength:
    """The estimated strength, endless where the book shows no heterogeneity; its heterogeneity is 1 / `strength`.

    `standard_error` is that of the strength (endless with it); `lower` and `upper` bound the values that the data do
    not refute (likelihood ratio). `gain` is the logarithm of the likelihood over that of no heterogeneity.
    Without counts, or with one subject, nothing can be said: the strength is endless and the interval everything.
    """

    strength: float
    standard_error: float
    lower: float
    upper: float
    gain: float

    @property
    def heterogeneity(self) -> float:
        """The variance of the subjects' levels: 0 without heterogeneity."""
        return 1 / self.strength


def estimate(outcomes: Outcomes, *, probability: float, exponent: float = 0.0) -> Strength:
    """The strength of largest likelihood, with its interval at that probability.

    With an exponent it is the strength at the usual rate; that of a subject is multiplied by rate^exponent.

    >>> from kehu.statistics.credibility.outcomes import of_subjects
    >>> found = estimate(of_subjects([0, 0, 0, 0, 0, 0, 1, 5], [0.75] * 8), probability=0.95)
    >>> round(found.strength, 2), round(found.lower, 2), round(found.upper, 1)
    (0.17, 0.02, 1.8)
    """
    if outcomes.subjects.sum() <= 1 or not (outcomes.observed * outcomes.subjects).any():
        return Strength(np.inf, np.inf, 0.0, np.inf, 0.0)
    likelihood = Likelihood(outcomes, exponent=exponent)
    slack = float(chi2.ppf(probability, df=1)) / 2
    strength = most_likely(likelihood)
    if np.isinf(strength):
        return Strength(np.inf, np.inf, _lower(likelihood, below=STRONGEST, least=-slack), np.inf, 0.0)
    gain = likelihood.gain(strength)
    return Strength(
        strength=strength,
        standard_error=float(1 / np.sqrt(-likelihood.curvature(strength))),
        lower=_lower(likelihood, below=strength, least=gain - slack),
        upper=_upper(likelihood, above=strength, least=gain - slack),
        gain=gain,
    )


def by_moments(outcomes: Outcomes) -> float:
    """The strength by moments: the sum of L² over that of (N - L)² - N; endless where that is not positive.

    For whole histories only: what was observed before is not looked at.

    >>> from kehu.statistics.credibility.outcomes import of_subjects
    >>> by_moments(of_subjects([0, 0, 0, 4], [1, 1, 1, 1]))
    0.5
    """
    excess = (outcomes.observed - outcomes.expected) ** 2 - outcomes.observed
    spread = float(outcomes.subjects @ excess)
    return float(outcomes.subjects @ outcomes.expected**2) / spread if spread > 0 else np.inf


class Likelihood:
    """The likelihood of strengths, with its slope and curvature, over that of no heterogeneity.

    >>> from kehu.statistics.credibility.outcomes import of_subjects
    >>> likelihood = Likelihood(of_subjects([0, 2], [1.0, 1.0]))
    >>> round(float(np.exp(likelihood.gain(1.0)) * np.exp(-1.0) * np.exp(-1.0) / 2), 6)  # 1/2 · 1/8
    0.0625
    """

    def __init__(self, outcomes: Outcomes, *, exponent: float = 0.0) -> None:
        """Lay out the counts one by one: the j-th claim of a class is a step at N + j."""
        scale = outcomes.rate**exponent
        counts = outcomes.observed.astype(np.int64)
        rows = np.repeat(np.arange(len(counts)), counts)
        nth = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        self._expected, self._subjects = outcomes.expected / scale, outcomes.subjects * scale
        self._observed_before = outcomes.observed_before / scale
        self._expected_before = outcomes.expected_before / scale
        self._totals = self._expected + self._expected_before
        self._steps = (outcomes.observed_before[rows] + nth) / scale[rows]
        self._step_totals, self._step_subjects = self._totals[rows], outcomes.subjects[rows]

    def gain(self, strength: float) -> float:
        """The logarithm of the likelihood of a strength, less that of no heterogeneity."""
        if np.isinf(strength):
            return 0.0
        past = strength + self._expected_before
        steps = np.log1p((self._steps - self._step_totals) / (strength + self._step_totals))
        rest = self._expected - (strength + self._observed_before) * np.log1p(self._expected / past)
        return float(self._step_subjects @ steps + self._subjects @ rest)

    def slope(self, strength: float) -> float:
        """The first derivative by the strength."""
        past, total = strength + self._expected_before, strength + self._totals
        steps = 1 / (strength + self._steps) - 1 / (strength + self._step_totals)
        rest = np.log1p(self._expected / past) + (strength + self._observed_before) * (1 / total - 1 / past)
        return float(self._step_subjects @ steps - self._subjects @ rest)

    def curvature(self, strength: float) -> float:
        """The second derivative by the strength."""
        past, total = strength + self._expected_before, strength + self._totals
        steps = 1 / (strength + self._step_totals) ** 2 - 1 / (strength + self._steps) ** 2
        rest = 2 * (1 / total - 1 / past) - (strength + self._observed_before) * (1 / total**2 - 1 / past**2)
        return float(self._step_subjects @ steps - self._subjects @ rest)


def most_likely(likelihood: Likelihood) -> float:
    """The strength of largest likelihood; endless where none is likelier than no heterogeneity.

    >>> from kehu.statistics.credibility.outcomes import of_subjects
    >>> most_likely(Likelihood(of_subjects([1, 1], [1.0, 1.0])))
    inf
    """
    gains = [likelihood.gain(strength) for strength in SCAN]
    best = int(np.argmax(gains))
    if gains[best] <= 0 or best == len(SCAN) - 1:
        return np.inf
    return _newton(likelihood, low=SCAN[max(best - 1, 0)], high=SCAN[best + 1])


def _newton(likelihood: Likelihood, *, low: float, high: float) -> float:
    """The strength between two at which the slope is 0: Newton in log a, by halves where it would step outside."""
    low, high = np.log(low), np.log(high)
    at, step = (low + high) / 2, np.inf
    while abs(step) > LAST_STEP and high - low > LAST_STEP:
        strength = np.exp(at)
        slope = strength * likelihood.slope(strength)
        curvature = slope + strength**2 * likelihood.curvature(strength)
        low, high = (at, high) if slope > 0 else (low, at)
        goal = at - slope / curvature if curvature < 0 else np.inf
        step = (goal if low < goal < high else (low + high) / 2) - at
        at += step
    return float(np.exp(at))


def _lower(likelihood: Likelihood, *, below: float, least: float) -> float:
    """The strength under the best at which the likelihood falls out of the interval; 0 where it never does."""
    if likelihood.gain(FAINTEST) > least:
        return 0.0
    return _crossing(likelihood, low=FAINTEST, high=below, least=least)


def _upper(likelihood: Likelihood, *, above: float, least: float) -> float:
    """The strength over the best at which it falls out; endless where no heterogeneity, a gain of 0, is within."""
    return _crossing(likelihood, low=above, high=STRONGEST, least=least) if least > 0 else np.inf


def _crossing(likelihood: Likelihood, *, low: float, high: float, least: float) -> float:
    at = brentq(lambda at: likelihood.gain(np.exp(at)) - least, np.log(low), np.log(high), xtol=1e-10)
    return float(np.exp(at))
