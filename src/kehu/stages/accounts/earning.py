"""What is earned of each span, in all or by calendar year, with commission and expenses.

Reads spans that know their cell's rates; gives sums in cents and days, one row a span and year of its cover.
Commission and expenses of a span are rounded to the cent once and then earned as its premium is; each year's part is
the difference of two cumulative shares (`kehu.statistics.apportionment`).
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.statistics.apportionment import MILLION, apportion

EARNED = ("premium", "commission", "expenses")


def kept(rated: ir.Table) -> ir.Table:
    """Spans with what the insurer keeps of premium, commission and expenses; written_premium is the whole.

    Commission is the span's own, else by rate; a returned premium takes its share of commission and expenses with it.
    """
    commission = rated.commission.coalesce(_rated(rated.premium, rated.commission_rate))
    expenses = _rated(rated.premium, rated.expense_rate)
    return rated.mutate(
        written_premium=rated.premium,
        premium=rated.premium - rated.returned_premium,
        commission=_less_return(commission, rated),
        expenses=_less_return(expenses, rated),
    )


def in_all(kept_spans: ir.Table) -> dict[str, ir.IntegerValue]:
    """What is earned of each amount by the as-of date."""
    part, whole = kept_spans.earned_days, kept_spans.whole_days
    return {name: apportion(kept_spans[name], part=part, whole=whole) for name in EARNED}


def by_year(kept_spans: ir.Table) -> ir.Table:
    """One row a span and calendar year: days of cover, and what is written and earned in the year, in cents."""
    years = ibis.range(kept_spans.from_date.year(), kept_spans.last_year + 1).unnest()
    pieces = kept_spans.mutate(year=years)
    before, through = _days_before(pieces, pieces.year), _days_before(pieces, pieces.year + 1)
    pieces = pieces.mutate(
        before=ibis.least(before, pieces.earned_days),
        through=ibis.least(through, pieces.earned_days),
        exposure_days=ibis.least(through, pieces.covered_days) - ibis.least(before, pieces.covered_days),
    )
    return pieces.select(
        "customer_id",
        "cell_number",
        "year",
        "exposure_days",
        written_premium=ibis.ifelse(pieces.from_date.year() == pieces.year, pieces.written_premium, 0),
        earned_premium=_earned_between(pieces, "premium"),
        commission=_earned_between(pieces, "commission"),
        expenses=_earned_between(pieces, "expenses"),
        unpriced_exposure_days=ibis.ifelse(pieces.is_priced, 0, pieces.exposure_days),
    )


def _rated(premium: ir.IntegerValue, rate: ir.IntegerValue) -> ir.IntegerValue:
    return apportion(premium, part=rate, whole=MILLION)


def _less_return(amount: ir.IntegerValue, rated: ir.Table) -> ir.IntegerValue:
    """What is left of an amount when premium is returned; exact while amount × premium < 2**53 (cents squared)."""
    left = amount.cast("float64") * (rated.premium - rated.returned_premium) / rated.premium
    return ibis.ifelse(rated.returned_premium == 0, amount, left.round())


def _days_before(pieces: ir.Table, year: ir.IntegerValue) -> ir.IntegerValue:
    """Days of the span before a year begins."""
    return ibis.greatest(ibis.date(year, 1, 1).delta(pieces.from_date, unit="day"), 0)


def _earned_between(pieces: ir.Table, name: str) -> ir.IntegerValue:
    through, before = (
        apportion(pieces[name], part=part, whole=pieces.whole_days) for part in (pieces.through, pieces.before)
    )
    return through - before
