"""The experience of customers by line and year: premium, and claims developed and levelled.

Reads accounts, development patterns and the lines' caps; gives one row a customer, line, channel and year.
Claims of a year are carried to their ultimate by the age that it has, cut at the line's cap, and raised by what the run
adds for large claims: a single large fire is no trait of a group.
"""

from __future__ import annotations

import datetime

import ibis
import ibis.expr.types as ir

MONTHS = 12
SUMS = ("earned_premium", "claims", "commission", "expenses")


def experience(
    *, accounts: ir.Table, patterns: ir.Table, lines: ir.Table, as_of: datetime.date, years: int
) -> ir.Table:
    """Columns: customer_id, line, channel, year, and SUMS in currency; of the last so many years."""
    recent = accounts.filter((accounts.year > as_of.year - years) & (accounts.earned_premium > 0))
    grown = _developed(recent, patterns, as_of)
    capped = lines.select(capped_line="line", cap=lines.claim_cap.cast("float64"), spread="large_loss_factor")
    rows = grown.left_join(capped, grown.line == capped.capped_line)
    most = rows.cap * ibis.greatest(rows.claim_count, 1)
    levelled = ibis.ifelse(
        rows.cap.isnull(), rows.developed, ibis.least(rows.developed, most) * rows.spread.fill_null(1.0)
    )
    return rows.select(
        *("customer_id", "line", "channel", "year"),
        claims=levelled,
        **{name: rows[name].cast("float64").fill_null(0.0) for name in ("earned_premium", "commission", "expenses")},
    )


def _developed(accounts: ir.Table, patterns: ir.Table, as_of: datetime.date) -> ir.Table:
    """Accounts with the claims of each year carried to their ultimate: those of a priced business."""
    asked = patterns.filter(patterns.measure == "amount")
    last = asked.group_by("line").agg(last_months=asked.age_months.max())
    priced = (accounts.incurred - accounts.unpriced_incurred).cast("float64").fill_null(0.0)
    rows = accounts.mutate(priced=priced).left_join(last, "line").drop("line_right")
    age = (as_of.year - rows.year) * MONTHS + as_of.month
    rows = rows.mutate(age_months=ibis.least(age, rows.last_months))
    steps = asked.select(step_line="line", step_months="age_months", factor="factor_to_ultimate")
    joined = rows.left_join(steps, (rows.line == steps.step_line) & (rows.age_months == steps.step_months))
    return joined.mutate(developed=joined.priced * joined.factor.fill_null(1.0))
