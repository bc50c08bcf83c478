"""Two groups compared stratum by stratum: the common odds ratio and rate ratio of Mantel and Haenszel.

Reads counts of two groups by stratum, such as those served and those who were not among customers alike; gives the log
of the ratio with its standard error. Many small strata do no harm, and a stratum with one group only does not count
(Mantel and Haenszel 1959; variances of Robins, Breslow and Greenland 1986, and of Greenland and Robins 1985).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from kehu.statistics.slopes import UNKNOWN, Slope

Floats = NDArray[np.float64]
HALF = 0.5  # a case added to each cell where one of all is empty, so that a ratio exists (Haldane 1956)


def log_odds_ratio(came: Floats, cases: Floats, other_came: Floats, other_cases: Floats) -> Slope:
    """How much higher the log odds of the first group are, from counts of each stratum, (strata,).

    >>> one, other = (np.array([20.0]), np.array([100.0])), (np.array([10.0]), np.array([100.0]))
    >>> found = log_odds_ratio(*one, *other)
    >>> round(found.value, 3), round(found.error, 3)
    (0.811, 0.417)
    """
    a, b, c, d = (np.asarray(part, np.float64) for part in (came, cases - came, other_came, other_cases - other_came))
    if min(cases.sum(), other_cases.sum()) <= 0:
        return Slope(0.0, UNKNOWN)
    if (a * d).sum() == 0 or (b * c).sum() == 0:
        a, b, c, d = (np.array([part.sum() + HALF]) for part in (a, b, c, d))
    whole = a + b + c + d
    at = whole > 0
    a, b, c, d, whole = a[at], b[at], c[at], d[at], whole[at]
    ones, others = a * d / whole, b * c / whole
    agree, differ = (a + d) / whole, (b + c) / whole
    up, down = ones.sum(), others.sum()
    variance = (
        (agree * ones).sum() / (2 * up**2)
        + (agree * others + differ * ones).sum() / (2 * up * down)
        + (differ * others).sum() / (2 * down**2)
    )
    return Slope(float(np.log(up / down)), float(np.sqrt(variance)))


def log_rate_ratio(events: Floats, years: Floats, other_events: Floats, other_years: Floats) -> Slope:
    """How much higher the log rate of events is in the first group, from events and years of each stratum, (strata,).

    >>> one, other = (np.array([20.0]), np.array([100.0])), (np.array([40.0]), np.array([100.0]))
    >>> found = log_rate_ratio(*one, *other)
    >>> round(found.value, 3), round(found.error, 3)
    (-0.693, 0.274)
    """
    a, c, n, m = (np.asarray(part, np.float64) for part in (events, other_events, years, other_years))
    if min(n.sum(), m.sum()) <= 0 or a.sum() + c.sum() == 0:
        return Slope(0.0, UNKNOWN)
    if (a * m).sum() == 0 or (c * n).sum() == 0:
        a, c, n, m = np.array([a.sum() + HALF]), np.array([c.sum() + HALF]), np.array([n.sum()]), np.array([m.sum()])
    whole = n + m
    at = whole > 0
    a, c, n, m, whole = a[at], c[at], n[at], m[at], whole[at]
    up, down = (a * m / whole).sum(), (c * n / whole).sum()
    variance = ((a + c) * n * m / whole**2).sum() / (up * down)
    return Slope(float(np.log(up / down)), float(np.sqrt(variance)))
