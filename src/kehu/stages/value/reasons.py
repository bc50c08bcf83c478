"""Why a customer is worth so much: amounts that lead from the book's mean to the customer's value, and add up exactly.

Reads `policy_values`, `line_values` and `customer_values`; gives the table `value_reasons`.
A value is a product, result m of a year × renewal s × later years b, and each cover stands beside the usual one of its
line (m0, s0, b0). What a difference of one factor does is taken at the mean of both covers' other factors,

    m s b - m0 s0 b0 = (a + a0)/2 (m - m0) + (m + m0)/2 [(b + b0)/2 (s - s0) + (s + s0)/2 (b - b0)],   a = s b,

which is exact, and the same whichever comes first. What is left is that customers hold other lines, or more of them.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.statistics.apportionment import from_cents, in_cents

PARTS = ("premium", "charges", "rating", "own_record", "service", "renewal", "later_years")
MEAN, HOLDINGS = "book_mean", "holdings"


def value_reasons(*, policies: ir.Table, lines: ir.Table, values: ir.Table) -> ir.Table:
    """Rows (customer_id, reason, amount) of customers with a value, nothing left out but amounts of 0."""
    parts = _parts(policies.filter(policies.lifetime_value.notnull()), lines)
    sums = parts.group_by("customer_id").agg(**{name: in_cents(parts[name].sum()) for name in PARTS})
    valued = values.filter(values.lifetime_value.notnull())
    mean = in_cents(valued.lifetime_value.cast("float64").mean().as_scalar())
    worth = valued.select("customer_id", worth=in_cents(valued.lifetime_value), book_mean=mean)
    joined = worth.inner_join(sums, "customer_id")
    explained = sum((joined[name] for name in PARTS), joined.book_mean)
    whole = joined.mutate(holdings=joined.worth - explained)
    names = (MEAN, HOLDINGS, *PARTS)
    long = ibis.union(*(whole.select("customer_id", reason=ibis.literal(name), cents=whole[name]) for name in names))
    told = long.filter(long.cents != 0)
    return told.select("customer_id", "reason", amount=from_cents(told.cents))


def _parts(policies: ir.Table, lines: ir.Table) -> ir.Table:
    """What each difference of a cover from the usual one of its line does to its value, in currency."""
    usual = lines.rename(lambda name: f"usual_{name}").drop("usual_lifetime_value", "usual_policies_valued")
    rows = policies.inner_join(usual, policies.line == usual.usual_line)
    later = rows.later_years.fill_null(rows.usual_later_years)
    result = rows.annual_result.cast("float64")
    years = (rows.years + rows.usual_renewal * rows.usual_later_years) / 2
    level = (result + rows.usual_annual_result) / 2
    cost = rows.expected_cost.cast("float64")
    rated = cost / rows.record_factor.nullif(0)
    rated = rated.fill_null(cost)
    differences = {
        "premium": rows.annual_premium.cast("float64") - rows.usual_annual_premium,
        "charges": rows.usual_charges - rows.charges.cast("float64"),
        "rating": rows.usual_expected_cost - rated,
        "own_record": rated - cost,
        "service": rows.usual_service_cost - rows.service_cost.cast("float64"),
    }
    amounts = {name: years * difference for name, difference in differences.items()}
    return rows.select(
        "customer_id",
        renewal=level * (later + rows.usual_later_years) / 2 * (rows.renewal - rows.usual_renewal),
        later_years=level * (rows.renewal + rows.usual_renewal) / 2 * (later - rows.usual_later_years),
        **amounts,
    )
