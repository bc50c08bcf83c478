"""Slopes of log odds on one measure: estimated beside what is known, pooled over groups, leant on a prior.

Reads arrays of cases and of those that came true; gives slopes with standard errors.
Newton's method on a logistic likelihood with one constant and an offset; random effects between groups by moments
(DerSimonian and Laird 1986); a normal prior by precision. Each is a few lines, so that a reviewer can follow it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

Floats = NDArray[np.float64]
STEPS = 50
SETTLED = 1e-10
UNKNOWN = 1e6  # the standard error of a slope of which nothing is known
HARDLY_ANY = np.diag([1e-9, 1e-9])  # precision of a prior at 0: felt only where the measure parts the outcomes wholly


@dataclass(frozen=True)
class Slope:
    """Change of the log odds for each unit of the measure, with its standard error."""

    value: float
    error: float


def logit_slope(measure: Floats, *, offset: Floats, cases: Floats, came_true: Floats) -> Slope:
    """The slope of log odds on a measure, beside an offset and a constant of its own.

    Where the measure does not vary, or all cases ended alike, nothing is known: slope 0, error `UNKNOWN`.

    >>> found = logit_slope(np.array([0.0, 1.0]), offset=np.zeros(2), cases=np.full(2, 100.0), came_true=[50.0, 73.1])
    >>> round(found.value, 3)
    1.0
    """
    true = np.asarray(came_true, dtype=np.float64)
    if cases.sum() <= 0 or not 0 < true.sum() < cases.sum() or np.ptp(measure[cases > 0]) == 0:
        return Slope(0.0, UNKNOWN)
    design = np.column_stack([np.ones_like(measure), measure - np.average(measure, weights=cases)])
    found = np.zeros(2)
    for _ in range(STEPS):
        mean = expit(offset + design @ found)
        information = design.T @ (design * (cases * mean * (1 - mean))[:, None]) + HARDLY_ANY
        step = np.linalg.solve(information, design.T @ (true - cases * mean) - HARDLY_ANY @ found)
        found = found + np.clip(step, -5, 5)
        if np.abs(step).max() < SETTLED:
            break
    return Slope(float(found[1]), float(np.sqrt(np.linalg.inv(information)[1, 1])))


def pooled(slopes: list[Slope]) -> tuple[Slope, list[Slope]]:
    """The common slope of groups, and each group's own drawn to it by as much as it is unsure.

    >>> common, drawn = pooled([Slope(-4.0, 0.1), Slope(-5.0, 10.0)])
    >>> round(common.value, 2), round(drawn[1].value, 2)
    (-4.0, -4.0)
    """
    values, variances = np.array([s.value for s in slopes]), np.array([s.error**2 for s in slopes])
    weights = 1 / variances
    mean = float((weights * values).sum() / weights.sum())
    scatter = float((weights * (values - mean) ** 2).sum()) - (len(slopes) - 1)
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    between = max(0.0, scatter / room) if room > 0 else 0.0
    weights = 1 / (variances + between)
    mean, error = float((weights * values).sum() / weights.sum()), float(np.sqrt(1 / weights.sum()))
    own = between / (between + variances)
    drawn = own * values + (1 - own) * mean
    errors = np.sqrt(own * variances + ((1 - own) * error) ** 2)
    return Slope(mean, error), [Slope(float(v), float(e)) for v, e in zip(drawn, errors, strict=True)]


def with_prior(slope: Slope, prior: Slope) -> Slope:
    """The slope after a normal prior: both weighed by their precision.

    >>> found = with_prior(Slope(-4.0, 1.0), Slope(-2.0, 1.0))
    >>> found.value, round(found.error, 4)
    (-3.0, 0.7071)
    """
    own, before = slope.error**-2, prior.error**-2
    return Slope((own * slope.value + before * prior.value) / (own + before), float((own + before) ** -0.5))
