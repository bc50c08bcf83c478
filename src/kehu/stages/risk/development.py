"""Claims developed to their ultimate: what share of a line's claims and amounts is seen at each age.

Reads triangles of the book as of a date; gives one small table by line, measure and age, and joins it to exposure and
claims.
Chain ladder by volume with a geometric tail; behind a line of few claims stands the whole book's pattern, and behind
amounts the line's own counts: that claims which are told grow has to be shown by claims enough.

Two things are done with it. **Counts** of claims are left as they are, and exposure is scaled instead: a term of which
60 % of the claims to come from its past days are told counts for 60 % of them. Dividing the count of a young term by a
small share would turn one early claim into ten and none into none; scaling exposure is Cape Cod's way, and is exact
for a Poisson model. A term's days lie now between two ages, and its share is the mean of the pattern between
them, by its integral H: (H(first) − H(last)) / (first − last), which is additive however cover is cut. **Amounts** of
claims that are told are multiplied by the factor of amounts over that of counts: how a known claim grows.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kehu.parameters import Development
from kehu.stages.risk.ages import MONTH_DAYS
from kehu.stages.risk.triangles import Triangles, triangles
from kehu.statistics import development as statistics
from kehu.statistics.development import Floats
from kehu.tables import Snapshot

COUNT, AMOUNT = "count", "amount"
OWN, WITH_BOOK = "own claims", "own claims and the whole book's"
WITH_COUNTS = "own amounts and own counts"
NO_CLAIMS, NO_HISTORY = "no claims to tell from", "no history of amounts"
SCHEMA = pa.schema(
    [
        ("line", pa.string()),
        ("measure", pa.string()),
        ("age_months", pa.int64()),
        ("period_months", pa.int64()),
        ("share_developed", pa.float64()),
        ("factor_to_ultimate", pa.float64()),
        ("months_developed", pa.float64()),
        ("claims", pa.int64()),
        ("credibility", pa.float64()),
        ("is_own", pa.bool_()),
        ("reason", pa.string()),
    ]
)


def develop(*, snapshot: Snapshot, parameters: Development) -> ir.Table:
    """The pattern of every line: one row a line, measure (`count`, `amount`) and period of age.

    `age_months` is the end of a period of `period_months`; share_developed the mean share of the ultimate that is seen
    in it, factor_to_ultimate its reciprocal (empty for a share of 0), months_developed the integral of the share from
    age 0 to the end of the period. The last row stands for all greater ages. `claims` are those that it rests on,
    `credibility` the weight of the line's own, and `reason` says where the pattern comes from.
    """
    found = triangles(snapshot=snapshot, parameters=parameters)
    counts, weight = _of_counts(found, parameters=parameters)
    tables = [_rows(found, COUNT, counts, weight, _reasons(found, weight, leaning=WITH_BOOK))]
    amounts, weight = _of_amounts(found, counts, parameters=parameters)
    reasons = np.where(_has_history(found, parameters), _reasons(found, weight, leaning=WITH_COUNTS), NO_HISTORY)
    tables.append(_rows(found, AMOUNT, amounts, weight, reasons))
    return ibis.memtable(pa.concat_tables(tables))


def _of_counts(found: Triangles, *, parameters: Development) -> tuple[Floats, Floats]:
    """Shares of counts by line and age, each line's own mixed with the whole book's, and the weight of its own."""
    every = np.concatenate([found.counts, found.counts.sum(axis=0, keepdims=True)])
    shares = _shares(found, every, counts=every, parameters=parameters)
    weight = statistics.limited_credibility(_claims(found), full=parameters.claims_for_own)
    return statistics.blended(shares[:-1], shares[-1], weight=weight), weight


def _of_amounts(found: Triangles, of_counts: Floats, *, parameters: Development) -> tuple[Floats, Floats]:
    """Shares of amounts by line and age, mixed with the line's shares of counts, and the weight of the amounts."""
    shares = _shares(found, found.amounts, counts=found.counts, parameters=parameters)
    told = np.where(_has_history(found, parameters), found.effective_claims, 0.0)
    weight = statistics.limited_credibility(told, full=parameters.claims_for_own_amounts)
    return statistics.blended(shares, of_counts, weight=weight), weight


def _shares(found: Triangles, seen: Floats, *, counts: Floats, parameters: Development) -> Floats:
    """Shares by triangle and age, from the factors that rest on claims enough."""
    ages = parameters.longest_age_months // found.months
    told = [_told(triangle, parameters=parameters) for triangle in counts]
    factors = statistics.link_factors(seen)
    by_triangle = [statistics.shares_seen(row[: n - 1], ages=ages) for row, n in zip(factors, told, strict=True)]
    shares: Floats = np.array(by_triangle, dtype=np.float64).reshape(len(seen), ages)
    return shares


def _told(triangle: Floats, *, parameters: Development) -> int:
    """How many ages a triangle tells: a factor rests on enough claims, or on half of those of a small line."""
    return statistics.supported(triangle, least=min(parameters.claims_each_factor, triangle.sum() / 2))


def _claims(found: Triangles) -> Floats:
    claims: Floats = found.counts.sum(axis=(1, 2))
    return claims


def _has_history(found: Triangles, parameters: Development) -> NDArray[np.bool_]:
    return (found.history >= parameters.least_history) & (_claims(found) > 0)


def _reasons(found: Triangles, weight: Floats, *, leaning: str) -> NDArray[np.str_]:
    """Where each line's pattern comes from."""
    has_none = np.full(len(found.lines), _claims(found).sum() == 0)
    return np.select([has_none, weight >= 1], [NO_CLAIMS, OWN], leaning)


def _rows(found: Triangles, measure: str, shares: Floats, weight: Floats, reasons: NDArray[np.str_]) -> pa.Table:
    """The rows of one measure."""
    lines, ages = shares.shape
    cells = {
        "line": np.repeat(found.lines, ages),
        "measure": np.full(lines * ages, measure),
        "age_months": np.tile(np.arange(1, ages + 1) * found.months, lines),
        "period_months": np.full(lines * ages, found.months),
        "share_developed": shares.ravel(),
        "factor_to_ultimate": (1 / np.where(shares > 0, shares, np.nan)).ravel(),
        "months_developed": (statistics.accumulated(shares) * found.months).ravel(),
        "claims": np.repeat(_claims(found).astype(np.int64), ages),
        "credibility": np.repeat(weight, ages),
        "is_own": np.repeat(weight >= 1, ages),
        "reason": np.repeat(reasons, ages),
    }
    return pa.table({field.name: pa.array(cells[field.name], field.type, from_pandas=True) for field in SCHEMA})


def with_developed_exposure(*, exposure: ir.Table, pattern: ir.Table) -> ir.Table:
    """Exposure with `developed_exposure` in years: what it counts for in a model of the claims that are told.

    Exposure of a line without a pattern counts whole.
    """
    seen = _with_seen_days(_with_seen_days(exposure, pattern, side="first"), pattern, side="last")
    share = ibis.ifelse(seen.covered_days > 0, (seen.first_seen_days - seen.last_seen_days) / seen.covered_days, 0.0)
    developed = seen.mutate(developed_exposure=seen.exposure_years * share.fill_null(1.0))
    return developed.drop("first_seen_days", "last_seen_days")


def _with_seen_days(rows: ir.Table, pattern: ir.Table, *, side: str) -> ir.Table:
    """Rows with H at one of their ages, in days: H at the end of its period, less what lies between."""
    age = rows[f"{side}_age_days"] / MONTH_DAYS
    joined = _at_age(rows, pattern, measure=COUNT, age_months=age)
    seen = joined.months_developed - (joined.end_months - age) * joined.share_developed
    return joined.mutate(**{f"{side}_seen_days": seen * MONTH_DAYS}).drop(
        "months_developed", "end_months", "share_developed", "factor_to_ultimate"
    )


def with_developed_amounts(*, claims: ir.Table, pattern: ir.Table) -> ir.Table:
    """Claims with the factors of their age, count_factor and amount_factor, and `developed_incurred` in cents.

    `developed_incurred` is what the claim itself is expected to cost: incurred × amount_factor / count_factor. Both
    factors are empty where nothing is seen at that age; the amount then stays as it is.
    """
    developed = claims
    for measure in (COUNT, AMOUNT):
        joined = _at_age(developed, pattern, measure=measure, age_months=developed.age_months)
        developed = joined.rename({f"{measure}_factor": "factor_to_ultimate"}).drop(
            "months_developed", "end_months", "share_developed"
        )
    growth = (developed.amount_factor / developed.count_factor).fill_null(1.0)
    return developed.mutate(developed_incurred=developed.incurred * growth)


def _at_age(rows: ir.Table, pattern: ir.Table, *, measure: str, age_months: ir.NumericValue) -> ir.Table:
    """Rows with the pattern of their line at an age; ages beyond the last row's stand on it."""
    asked = pattern.filter(pattern.measure == measure)
    last = asked.group_by("line").agg(last_months=asked.age_months.max(), period_months=asked.period_months.max())
    placed = rows.mutate(asked_months=age_months).left_join(last, "line").drop("line_right")
    period = (placed.asked_months / placed.period_months).floor().cast("int64") + 1
    placed = placed.mutate(end_months=ibis.least(period * placed.period_months, placed.last_months))
    found = asked.select(
        "months_developed",
        "share_developed",
        "factor_to_ultimate",
        asked_line=asked.line,
        found_months=asked.age_months,
    )
    joined = placed.left_join(found, [placed.line == found.asked_line, placed.end_months == found.found_months])
    return joined.drop("asked_months", "last_months", "period_months", "asked_line", "found_months")
