"""What the claims of each past year come to in the end, by line.

Reads exposure and claims with their development; gives one row a line and year before the as-of date.
Cape Cod: what is told stays, and what is not yet told is expected from the exposure behind it at the line's own rate.
For the youngest years it is sturdier than the chain ladder, which multiplies whatever is there.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.stages.risk.ages import MONTH_DAYS
from kehu.stages.risk.development import with_developed_exposure

YEAR_DAYS = MONTH_DAYS * 12


def ultimates(*, exposure: ir.Table, claims: ir.Table, pattern: ir.Table) -> ir.Table:
    """One row a line and year; years_ago 0 is the year that ends on the as-of date.

    Columns: line, years_ago, exposure_years, developed_exposure, claim_count and incurred (as known), ultimate_count
    and ultimate_incurred (real numbers), amounts in cents. All claims count, those tied to no term too.
    """
    covered = _covered(exposure, pattern=pattern)
    told = claims.mutate(years_ago=claims.age_months // 12).group_by("line", "years_ago")
    sums = told.agg(
        claim_count=claims.claim_count.sum(),
        incurred=claims.incurred.sum(),
        developed_incurred=claims.developed_incurred.sum(),
    )
    joined = covered.outer_join(sums, ["line", "years_ago"])
    years = joined.mutate(
        line=joined.line.coalesce(joined.line_right), years_ago=joined.years_ago.coalesce(joined.years_ago_right)
    ).drop("line_right", "years_ago_right")
    return _projected(years.fill_null(dict.fromkeys(set(years.columns) - {"line", "years_ago"}, 0)))


def _covered(exposure: ir.Table, *, pattern: ir.Table) -> ir.Table:
    """Exposure by line and year before the as-of date: each term cut where its ages cross a whole year."""
    first = (exposure.first_age_days / YEAR_DAYS).ceil().cast("int64")
    last = (exposure.last_age_days / YEAR_DAYS).floor().cast("int64")
    rows = exposure.filter(exposure.covered_days > 0).select(
        "line", "first_age_days", "last_age_days", years_ago=ibis.range(last, first).unnest()
    )
    oldest = ibis.least(rows.first_age_days, (rows.years_ago + 1) * YEAR_DAYS)
    youngest = ibis.greatest(rows.last_age_days, rows.years_ago * YEAR_DAYS)
    pieces = rows.mutate(first_age_days=oldest, last_age_days=youngest, covered_days=oldest - youngest)
    pieces = pieces.mutate(exposure_years=pieces.covered_days / 365)
    developed = with_developed_exposure(exposure=pieces, pattern=pattern)
    return developed.group_by("line", "years_ago").agg(
        exposure_years=developed.exposure_years.sum(), developed_exposure=developed.developed_exposure.sum()
    )


def _projected(years: ir.Table) -> ir.Table:
    """Years with their ultimates: what is known, and what is to come from the exposure not yet seen."""
    line = ibis.window(group_by="line")
    seen, count = years.developed_exposure.sum().over(line), years.claim_count.sum().over(line)
    rate = ibis.ifelse(seen > 0, count / seen, 0.0)
    severity = ibis.ifelse(count > 0, years.developed_incurred.sum().over(line) / count, 0.0)
    to_come = (years.exposure_years - years.developed_exposure) * rate
    return years.mutate(
        ultimate_count=years.claim_count + to_come, ultimate_incurred=years.developed_incurred + to_come * severity
    ).drop("developed_incurred")
