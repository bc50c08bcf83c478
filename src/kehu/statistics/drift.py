"""How far a mix has moved: the population stability index, and what chance alone would make of it.

Reads counts by level, before and now; gives one figure each. The index is Σ (q − p) ln(q / p) over the levels, with the
shares p before and q now. Between two samples of one and the same mix it is about chi-squared with a degree of freedom
less than levels, times 1/n + 1/m (Yurdakul and Naranjo 2020), so that few cases do not look like drift.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import chi2

HALF = 0.5  # a case that is added to each level, so that an empty one has a finite weight


def stability_index(before: Sequence[float], now: Sequence[float]) -> float:
    """The index of two mixes, counts of the same levels in the same order; 0 where nothing moved.

    >>> round(stability_index([500, 500], [500, 500]), 4), round(stability_index([500, 500], [700, 300]), 3)
    (0.0, 0.169)
    """
    former, present = (np.asarray(counts, dtype=float) + HALF for counts in (before, now))
    p, q = former / former.sum(), present / present.sum()
    return float(((q - p) * np.log(q / p)).sum())


def by_chance(before: Sequence[float], now: Sequence[float]) -> float:
    """What the index exceeds in one case of twenty although the mix is the same; 0 for a single level.

    >>> round(by_chance([500, 500], [500, 500]), 4)
    0.0077
    """
    levels = len(before)
    if levels < 2 or not sum(before) or not sum(now):
        return 0.0
    return float(chi2.ppf(0.95, levels - 1) * (1 / sum(before) + 1 / sum(now)))
