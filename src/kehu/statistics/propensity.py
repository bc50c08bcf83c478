"""How likely something is, from what several facts say of it one by one: shrunk evidence, added up, and calibrated.

Reads groups that are told by a level of each fact, with how many they are and in how many it came true; gives
`Propensity`. The evidence of a level is how far its log odds lie from those of all, its share drawn to that of all as
far as the levels of the fact differ no more than chance makes them (moments of the beta-binomial). Facts overlap, so
that their evidence added up says too much; one slope over all of it mends that. This is naive Bayes with shrinkage, by
which the CoIL 2000 challenge was won (Elkan 2001); what each fact adds can be read off.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kehu.statistics.slopes import UNKNOWN, logit_slope

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LEAST_SHARE = 1e-9


@dataclass(frozen=True)
class Propensity:
    """The share of all, the evidence of each fact's levels (log odds), and the slope on the sum."""

    share: float
    evidence: tuple[Floats, ...]
    slope: float

    def of(self, levels: Ints) -> Floats:
        """The probability of each row of levels, (rows, facts); a level that was not seen says nothing."""
        found: Floats = 1 / (1 + np.exp(-(_log_odds(self.share) + self.slope * self.parts(levels).sum(axis=1))))
        return found

    def parts(self, levels: Ints) -> Floats:
        """What each fact says of each row, (rows, facts), before the slope."""
        told = np.zeros(levels.shape)
        for place, table in enumerate(self.evidence):
            seen = (levels[:, place] >= 0) & (levels[:, place] < len(table))
            told[seen, place] = table[levels[seen, place]]
        return told


def fit(levels: Ints, count: Floats, came: Floats) -> Propensity:
    """The propensity of groups: levels (groups, facts) counted from 0, how many they are, in how many it came true.

    >>> found = fit(np.array([[0], [1]]), np.array([1000.0, 1000.0]), np.array([100.0, 300.0]))
    >>> found.of(np.array([[0], [1], [7]])).round(2).tolist()
    [0.1, 0.3, 0.2]
    """
    share = float(np.clip(came.sum() / max(count.sum(), 1.0), LEAST_SHARE, 1 - LEAST_SHARE))
    tables = tuple(_evidence(levels[:, place], count, came, share) for place in range(levels.shape[1]))
    summed = Propensity(share, tables, 1.0).parts(levels).sum(axis=1)
    slope = logit_slope(summed, offset=np.full(len(count), _log_odds(share)), cases=count, came_true=came)
    return Propensity(share, tables, float(np.clip(slope.value, 0.0, 1.0)) if slope.error < UNKNOWN else 0.0)


def _evidence(level: Ints, count: Floats, came: Floats, share: float) -> Floats:
    """The log odds of each level beyond those of all, drawn to them."""
    cases, true = (np.bincount(level, each).astype(np.float64) for each in (count, came))
    seen = cases > 0
    strength = _strength(cases[seen], true[seen], share)
    if not np.isfinite(strength):
        return np.zeros(len(cases))
    drawn = np.clip((true + strength * share) / np.maximum(cases + strength, LEAST_SHARE), LEAST_SHARE, 1 - LEAST_SHARE)
    return np.where(seen, _log_odds(drawn) - _log_odds(share), 0.0)


def _strength(cases: Floats, true: Floats, share: float) -> float:
    """The cases with which a level's own share is half believed; endless where levels differ by chance alone."""
    if len(cases) < 2:
        return np.inf
    spread = float((cases * (true / cases - share) ** 2).sum()) - share * (1 - share) * (len(cases) - 1)
    room = float(cases.sum() - (cases**2).sum() / cases.sum())
    return share * (1 - share) * room / spread if spread > 0 and room > 0 else np.inf


def _log_odds(share: Floats | float) -> Floats:
    found: Floats = np.log(share) - np.log1p(-np.asarray(share))
    return found
