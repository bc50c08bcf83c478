"""Bins proposed from the data, for people to change.

Reads the values of a factor with the weight of each, as the engine sums them; gives a `Binning`.
Whole numbers keep every value that has weight enough, because a penalty smooths better than coarse bins do; with too
many of them, and for fractions, the cuts are quantiles by weight. Codes with little weight are grouped as "other".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from kehu.statistics.rating.bins import Binning, Direction

MOST_SINGLE = 80
QUANTILES = 40
MOST_CODES = 200
LEAST_SHARE = 0.0001

Floats = NDArray[np.float64]


def value_weights(table: ir.Table, column: str, *, weight: ir.NumericColumn) -> ir.Table:
    """Each value of a column with its weight (`value`, `weight`), as a table of the engine.

    >>> import ibis, pyarrow as pa
    >>> terms = ibis.memtable(pa.table({"age": [30, 30, 40], "years": [1.0, 0.5, 1.0]}))
    >>> value_weights(terms, "age", weight=terms.years).order_by("value").to_pyarrow().to_pydict()
    {'value': [30, 40], 'weight': [1.5, 1.0]}
    """
    return table.group_by(value=table[column]).agg(weight=weight.cast("float64").sum())


def propose(
    factor: str,
    values: Sequence[Any],
    weights: Sequence[float] | Floats,
    *,
    least_share: float = LEAST_SHARE,
    monotone: Direction = None,
) -> Binning:
    """Bins for a factor with those values and weights; texts and flags become codes, everything else numbers.

    A bin of whole numbers, and a code, has at least `least_share` of the weight.

    >>> propose("age", [18, 19, 20, 21], [5.0, 1.0, 1.0, 5.0], least_share=0.15).labels
    ('missing', '≤ 18', '19–20', '≥ 21')
    """
    given = [(value, float(w)) for value, w in zip(values, weights, strict=True) if value is not None and w > 0]
    if any(isinstance(value, str | bool) for value, _ in given):
        return _of_codes(factor, given, least_share)
    known = np.array(given, dtype=np.float64).reshape(-1, 2)
    known = known[np.isfinite(known[:, 0])]
    known = known[np.argsort(known[:, 0], kind="stable")]
    return _of_numbers(factor, known[:, 0], known[:, 1], least_share, monotone)


def coarsened(binning: Binning, weights: Sequence[float] | Floats, *, at_most: int) -> Binning:
    """A binning with at most so many bins of about the same weight; numbers join neighbours, codes the light ones.

    `weights` are those of the bins, by number.

    >>> ages = Binning("age", "numeric", cuts=(20, 30, 40), is_whole=True)
    >>> coarsened(ages, [0, 1, 1, 1, 1], at_most=2).labels
    ('missing', '≤ 29', '≥ 30')
    """
    if binning.count - 1 <= at_most:
        return binning
    held = np.asarray(weights, dtype=np.float64)[1:]
    if binning.is_ordered:
        return replace(binning, cuts=_quantiles(np.array(binning.cuts), held, at_most))
    heavy = np.sort(np.argsort(-held[:-1], kind="stable")[: at_most - 1])
    return replace(binning, groups=tuple(binning.groups[place] for place in heavy))


def _of_codes(factor: str, given: Sequence[tuple[Any, float]], least_share: float) -> Binning:
    weights: dict[str, float] = {}
    for value, weight in given:
        code = str(value).lower() if isinstance(value, bool) else str(value)
        weights[code] = weights.get(code, 0.0) + weight
    least = least_share * sum(weights.values())
    heaviest = sorted(weights, key=lambda code: (-weights[code], code))[:MOST_CODES]
    return Binning(factor, "codes", groups=tuple((code,) for code in sorted(heaviest) if weights[code] >= least))


def _of_numbers(factor: str, values: Floats, weights: Floats, least_share: float, monotone: Direction) -> Binning:
    is_whole = bool(np.all(values == np.round(values)))
    cuts = _singles(values, weights, least_share) if is_whole else ()
    if not is_whole or len(cuts) >= MOST_SINGLE:
        cuts = _quantiles(values[1:], weights, QUANTILES)
    return Binning(factor, "numeric", cuts=cuts, is_whole=is_whole, monotone=monotone)


def _singles(values: Floats, weights: Floats, least_share: float) -> tuple[float, ...]:
    """A cut before every value at which the values since the last cut, and those still to come, weigh enough."""
    least = least_share * weights.sum()
    left, since, cuts = float(weights.sum()), 0.0, []
    for place, weight in enumerate(weights):
        if place and since >= least and left >= least:
            cuts.append(float(values[place]))
            since = 0.0
        since += float(weight)
        left -= float(weight)
    return tuple(cuts)


def _quantiles(starts: Floats, weights: Floats, bins: int) -> tuple[float, ...]:
    """Of the places where a next value starts, those nearest to equal parts of the weight; n weights, n - 1 starts."""
    if not len(starts):
        return ()
    below = np.cumsum(weights)[:-1] / weights.sum() if weights.sum() else np.arange(1, len(weights)) / len(weights)
    nearest = [int(np.argmin(np.abs(below - part / bins))) for part in range(1, bins)]
    return tuple(float(starts[place]) for place in sorted(set(nearest)))
