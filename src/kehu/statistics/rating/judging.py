"""How good predictions are: deviance, discrimination, calibration, and whether a difference is more than chance.

Reads observed and predicted means with weights, of rows or of cells; gives plain numbers.
Deviance asks for the right level everywhere, the Gini coefficient and AUC for the right order, calibration for the
right level where it is high and where it is low; a model is to be better in all of them, on data it has not seen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kehu.statistics.rating.cells import sums_by
from kehu.statistics.rating.families import Family

Floats = NDArray[np.float64]
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True)
class Band:
    """A part of the book, by the height of its predictions: weight, expected and observed totals.

    Where the predictions are right, the observed total falls between `lower` and `upper` in 95 cases of 100.
    """

    weight: float
    expected: float
    observed: float
    lower: float
    upper: float


def deviances(family: Family, *, observed: Floats, mean: Floats, weight: Floats) -> Floats:
    """The deviance of each row or cell; `observed` and `mean` are those of one unit of weight.

    For Poisson it is 2 (m - n + n log(n / m)) with n claims and m = mean × weight expected.

    >>> one = np.ones(1)
    >>> deviances(Family("poisson"), observed=0 * one, mean=0.1 * one, weight=0.5 * one).tolist()
    [0.1]
    """
    return family.deviance(observed, mean) * weight


def paired_difference(first: Floats, second: Floats) -> tuple[float, float]:
    """The mean difference of two deviances row by row, first less second, and its standard error.

    >>> paired_difference(np.array([1.0, 2.0, 3.0]), np.array([0.0, 2.0, 1.0]))[0]
    1.0
    """
    difference = first - second
    return float(difference.mean()), float(difference.std(ddof=1) / np.sqrt(len(difference)))


def gini(score: Floats, *, weight: Floats, total: Floats) -> float:
    """Twice the area between the diagonal and the curve of totals, from the lowest score to the highest.

    0 where scores say nothing, negative where they are the wrong way round; ties are drawn as straight lines.

    >>> gini(np.array([0.1, 0.2]), weight=np.array([50.0, 50.0]), total=np.array([0.0, 10.0]))
    0.5
    """
    held, happened = _by_score(score, weight, total)
    if not happened.sum():
        return 0.0
    before = np.cumsum(happened) - happened
    return float(1 - ((2 * before + happened) * held).sum() / (held.sum() * happened.sum()))


def auc(score: Floats, *, weight: Floats, total: Floats) -> float:
    """How often a case that came true has the higher score, of two cases that differ; ties count by half.

    `weight` counts the cases, `total` those that came true. Gives NaN where all cases are alike.

    >>> auc(np.array([0.1, 0.2]), weight=np.array([2.0, 2.0]), total=np.array([1.0, 2.0]))
    0.8333333333333334
    """
    held, positive = _by_score(score, weight, total)
    negative = held - positive
    pairs = positive.sum() * negative.sum()
    lower = np.cumsum(negative) - negative
    return float((positive * (lower + negative / 2)).sum() / pairs) if pairs else float("nan")


def calibration(
    family: Family, *, observed: Floats, mean: Floats, weight: Floats, bands: int = 10, dispersion: float = 1.0
) -> list[Band]:
    """Bands of equal weight from the lowest predictions to the highest, with what was expected and observed.

    >>> found = calibration(Family("poisson"), observed=np.array([0.1, 0.5]), mean=np.array([0.1, 0.4]),
    ...     weight=np.array([100.0, 100.0]), bands=2)
    >>> [(band.expected, band.observed, round(band.upper, 1)) for band in found]
    [(10.0, 10.0, 16.2), (40.0, 50.0, 52.4)]
    """
    order = np.argsort(mean, kind="stable")
    reached = np.cumsum(weight[order])
    middle = (reached - weight[order] / 2) / reached[-1]
    place = np.empty(len(mean), dtype=np.int64)
    place[order] = np.minimum((middle * bands).astype(np.int64), bands - 1)
    sums = [
        sums_by(place, each, bands)
        for each in (weight, weight * mean, weight * observed, dispersion * weight * family.variance(mean))
    ]
    return [_band(*map(float, each)) for each in zip(*sums, strict=True)]


def _band(weight: float, expected: float, observed: float, variance: float) -> Band:
    reach = NORMAL_95 * float(np.sqrt(variance))
    return Band(weight, expected, observed, max(0.0, expected - reach), expected + reach)


def _by_score(score: Floats, weight: Floats, total: Floats) -> tuple[Floats, Floats]:
    """Weights and totals of each score that occurs, from the lowest to the highest."""
    distinct, places = np.unique(score, return_inverse=True)
    return sums_by(places, weight, len(distinct)), sums_by(places, total, len(distinct))
