"""Records that fade: what a subject did long ago says less of the coming period than what it did last.

Reads a table of the engine with one row or more a subject and period (a whole number, such as a year); gives records as
of a period with every earlier one weighed by decay^(distance), and the decay that foretold best.
The decay is chosen out of time, because the fit to the past always likes the past: for each judged period the strength
is estimated from the periods before it, and the period's counts are judged by their predictive likelihood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.statistics.credibility.outcomes import classes, gathered
from kehu.statistics.credibility.strength import Likelihood, Strength, estimate, most_likely

# A subject's record as of period t: N = sum_{s<t} decay^(t-s) n_s and L = sum_{s<t} decay^(t-s) m_s. A decay of 1 keeps
# everything. For all t at once, n_s / decay^s is added up over the periods before t and multiplied by decay^t.


@dataclass(frozen=True)
class Trial:
    """One decay on trial: the strength that belongs to it, from all periods, and how well it foretold.

    `score` is the sum over the judged periods of the logarithm of the predictive likelihood over that of no record;
    `by_period` has its parts. The larger the better.
    """

    decay: float
    strength: Strength
    score: float
    by_period: Mapping[int, float]


def record(rows: ir.Table, *, before: int, decay: float) -> ir.Table:
    """The record of each subject as of a period: one row a subject with a past.

    Reads subject, period, observed, expected; gives subject, observed_before, expected_before.

    >>> import pyarrow as pa
    >>> years = {"subject": ["a", "a"], "period": [2023, 2024], "observed": [1, 1], "expected": [0.5, 0.5]}
    >>> record(ibis.memtable(pa.table(years)), before=2025, decay=0.5).observed_before.to_pyarrow().to_pylist()
    [0.75]
    """
    past = rows.filter(rows.period < before)
    weight = ibis.literal(float(decay)) ** (before - past.period)
    return past.group_by("subject").agg(
        observed_before=(past.observed * weight).sum(), expected_before=(past.expected * weight).sum()
    )


def histories(rows: ir.Table, *, decay: float) -> ir.Table:
    """Every period of every subject with the record that the subject had before it.

    Reads subject, period, observed, expected, perhaps rate; gives these, one row a subject and period (of several rates
    their mean), with observed_before and expected_before. Exact over as many periods as decay^-periods stays a number:
    50 at a decay of 0.1 and more.

    >>> import pyarrow as pa
    >>> years = {"subject": ["a", "a"], "period": [2023, 2024], "observed": [1, 0], "expected": [0.5, 0.5]}
    >>> seen = histories(ibis.memtable(pa.table(years)), decay=0.5)
    >>> seen.order_by("period").observed_before.to_pyarrow().to_pylist()
    [0.0, 0.5]
    """
    rate = {"rate": rows.rate.mean()} if "rate" in rows.columns else {}
    periods = rows.group_by(["subject", "period"]).agg(
        observed=rows.observed.sum(), expected=rows.expected.sum(), **rate
    )
    so_far = ibis.cumulative_window(group_by="subject", order_by="period")
    since = periods.period - periods.period.min().over(so_far)
    aged = periods.mutate(growth=ibis.literal(1 / decay) ** since)
    before = ibis.window(group_by="subject", order_by="period", preceding=(None, 1))
    seen = aged.mutate(
        observed_before=(aged.observed * aged.growth).sum().over(before).fill_null(0.0) / aged.growth,
        expected_before=(aged.expected * aged.growth).sum().over(before).fill_null(0.0) / aged.growth,
    )
    return seen.drop("growth")


def trials(
    rows: ir.Table,
    *,
    decays: Sequence[float],
    judged: Sequence[int],
    probability: float,
    exponent: float = 0.0,
) -> tuple[Trial, ...]:
    """Every decay tried on the same judged periods.

    Reads subject, period, observed, expected, perhaps rate (with the exponent that goes with it); the interval of each
    strength has that probability. The engine sorts the book and reduces it to classes once a decay: of millions of
    subjects a tenth, whole, is enough. Raises ValueError where a judged period has none before it.

    >>> import pyarrow as pa
    >>> years = {"subject": ["a", "a"], "period": [2023, 2024], "observed": [1, 0], "expected": [0.5, 0.5]}
    >>> rows = ibis.memtable(pa.table(years))
    >>> [trial.decay for trial in trials(rows, decays=[1.0, 0.8], judged=[2024], probability=0.95)]
    [1.0, 0.8]
    """
    return tuple(_tried(rows, decay, judged, probability=probability, exponent=exponent) for decay in decays)


def best(tried: Sequence[Trial]) -> Trial:
    """The decay that foretold best; the slower of equals.

    >>> known = Strength(1.0, 0.1, 0.8, 1.2, 5.0)
    >>> best([Trial(0.8, known, 2.0, {}), Trial(0.9, known, 3.0, {}), Trial(1.0, known, 3.0, {})]).decay
    1.0
    """
    return max(tried, key=lambda trial: (trial.score, trial.decay))


def _tried(rows: ir.Table, decay: float, judged: Sequence[int], *, probability: float, exponent: float) -> Trial:
    told = rows if exponent else rows.select("subject", "period", "observed", "expected")
    table = classes(histories(told, decay=decay), by=["period"]).to_pyarrow()
    outcomes, periods = gathered(table), table["period"].to_numpy()
    scores = {}
    for period in judged:
        if not (periods < period).any():
            raise ValueError(f"{period} has no period before it, from which a strength can be estimated")
        strength = most_likely(Likelihood(outcomes.where(periods < period), exponent=exponent))
        scores[period] = Likelihood(outcomes.where(periods == period), exponent=exponent).gain(strength)
    whole = estimate(outcomes, probability=probability, exponent=exponent)
    return Trial(decay, whole, sum(scores.values()), scores)
