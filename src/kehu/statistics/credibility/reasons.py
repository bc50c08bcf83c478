"""What a record did, as data: how much was observed, how much expected, how far it is believed, what came of it.

Reads counts, expectations and the strength; gives a `Reason` for one subject, or columns for all of them in the engine.
No words: those that are read on a page are written there, in the reader's language, from these numbers.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir

from kehu.statistics.credibility.gamma_poisson import credibility, factor, interval


@dataclass(frozen=True)
class Reason:
    """One record: factor = 1 + credibility × (observed / expected - 1), within its interval."""

    observed: float
    expected: float
    credibility: float
    factor: float
    lower: float
    upper: float


def of_record(observed: float, expected: float, *, strength: float, probability: float) -> Reason:
    """What one subject's record did, with the interval of that probability.

    >>> told = of_record(2, 1.0, strength=1.0, probability=0.9)
    >>> told.credibility, told.factor, round(told.lower, 2), round(told.upper, 2)
    (0.5, 1.5, 0.41, 3.15)
    """
    lower, upper = interval(observed, expected, strength=strength, probability=probability)
    return Reason(
        observed=observed,
        expected=expected,
        credibility=credibility(expected, strength=strength),
        factor=factor(observed, expected, strength=strength),
        lower=float(lower),
        upper=float(upper),
    )


def with_reasons(subjects: ir.Table, *, strength: float | ir.NumericValue) -> ir.Table:
    """Subjects with record_credibility and record_factor, from observed_before and expected_before.

    The strength is a number, or an expression of a column of the subjects. A subject without a past, where these are
    empty, has credibility 0 and factor 1.

    >>> import ibis, pyarrow as pa
    >>> rows = ibis.memtable(pa.table({"observed_before": [2.0], "expected_before": [1.0]}))
    >>> with_reasons(rows, strength=1.0).to_pyarrow().to_pylist()[0]["record_factor"]
    1.5
    """
    observed, expected = subjects.observed_before.fill_null(0), subjects.expected_before.fill_null(0)
    return subjects.mutate(
        record_credibility=credibility(expected, strength=strength),
        record_factor=factor(observed, expected, strength=strength),
    )
