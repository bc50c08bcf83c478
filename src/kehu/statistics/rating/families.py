"""Families of distributions: how an observed mean scatters about the expected one, and the link between it and tables.

Reads means and weights as arrays; gives deviances, means from linear predictors, and the score and the information of
each cell. Four families serve: counts (Poisson), amounts (gamma), both at once (Tweedie) and shares (binomial); the
first three have a log link, so that relativities multiply, and shares a logit link, so that they multiply odds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import glum
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit, xlogy

Floats = NDArray[np.float64]
LEAST_EVENTS = 0.5


@dataclass(frozen=True)
class Family:
    """A distribution with variance mean ** power (binomial: mean × (1 - mean)); power is needed for Tweedie only."""

    name: Literal["poisson", "gamma", "binomial", "tweedie"]
    power: float = 0.0

    def __post_init__(self) -> None:
        """Set the power that the family fixes."""
        fixed = {"poisson": 1.0, "gamma": 2.0, "binomial": 0.0}
        if self.name == "tweedie" and not 1 < self.power < 2:
            raise ValueError(f"a Tweedie power lies between 1 and 2, not at {self.power}")
        object.__setattr__(self, "power", fixed.get(self.name, self.power))

    @property
    def link(self) -> Literal["log", "logit"]:
        """What relativities multiply: the mean, or the odds."""
        return "logit" if self.name == "binomial" else "log"

    @property
    def has_known_scale(self) -> bool:
        """Whether the family fixes its own dispersion at 1."""
        return self.name in ("poisson", "binomial")

    def mean(self, linear: Floats) -> Floats:
        """The means of linear predictors."""
        found: Floats = expit(linear) if self.link == "logit" else np.exp(linear)
        return found

    def linear(self, mean: Floats) -> Floats:
        """The linear predictors of means."""
        found: Floats = logit(mean) if self.link == "logit" else np.log(mean)
        return found

    def variance(self, mean: Floats) -> Floats:
        """The variance of one unit of weight, up to the dispersion."""
        return mean * (1 - mean) if self.link == "logit" else mean**self.power

    def score(self, observed: Floats, mean: Floats, weight: Floats) -> Floats:
        """Derivative of each cell's log-likelihood with respect to its linear predictor, up to the dispersion."""
        return weight * (observed - mean) * self._slope(mean)

    def information(self, mean: Floats, weight: Floats) -> Floats:
        """The expected second derivative, with its sign turned."""
        slope = self._slope(mean)
        return weight * slope * slope * self.variance(mean)

    def deviance(self, observed: Floats, mean: Floats) -> Floats:
        """The deviance of each unit of weight: 0 where the observed is what was expected."""
        if self.name == "poisson":
            parts = mean - observed + xlogy(observed, observed / mean)
        elif self.name == "gamma":
            parts = (observed - mean) / mean - np.log(observed / mean)
        elif self.name == "binomial":
            never = np.maximum(1 - mean, np.finfo(np.float64).tiny)  # a mean may be 1 to the last digit
            parts = xlogy(observed, observed / mean) + xlogy(1 - observed, (1 - observed) / never)
        else:
            p = self.power
            parts = observed ** (2 - p) / ((1 - p) * (2 - p)) - observed * mean ** (1 - p) / (1 - p)
            parts = parts + mean ** (2 - p) / (2 - p)
        return np.asarray(2 * parts, dtype=np.float64)

    def overall_mean(self, weight: Floats, total: Floats) -> float:
        """Total / weight, kept half an event away from where the link has no value.

        So a book without any claim gets the base of half a claim. Raises ValueError where there is no weight.
        """
        weighed = float(weight.sum())
        if weighed <= 0:
            raise ValueError("there is nothing to fit: no cell has any weight")
        events = float(total.sum())
        if self.link == "logit":
            events = min(events, weighed - min(LEAST_EVENTS, weighed / 2))
        return (events if events > 0 else min(LEAST_EVENTS, weighed / 2)) / weighed

    def for_glum(self) -> glum.ExponentialDispersionModel | str:
        """The name or object by which glum knows it."""
        return glum.TweedieDistribution(self.power) if self.name == "tweedie" else self.name

    def _slope(self, mean: Floats) -> Floats:
        """How the mean moves with the linear predictor, over the variance: 1 for the links that are canonical."""
        found: Floats = np.ones_like(mean) if self.link == "logit" else mean ** (1 - self.power)
        return found
