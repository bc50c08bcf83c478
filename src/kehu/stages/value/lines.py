"""The usual cover of each line: what customers are explained beside, and what a new cover would bring.

Reads `policy_values`; gives the table `line_values`.
Plain means over the covers that have a value, so that a reader finds them in any pivot table.
"""

from __future__ import annotations

import ibis.expr.types as ir

MEANS = ("annual_premium", "charges", "expected_cost", "service_cost", "annual_result")


def line_values(*, policies: ir.Table) -> ir.Table:
    """One row a line with the columns of `LineValues`; lines without a value are left out."""
    valued = policies.filter(policies.lifetime_value.notnull())
    amounts = {name: valued[name].cast("float64") for name in MEANS}
    sums = valued.group_by("line").agg(
        policies_valued=valued.count(),
        rated_cost=(amounts["expected_cost"] / valued.record_factor).mean(),
        renewal=valued.renewal.mean(),
        later_years=valued.later_years.mean().fill_null(0.0),
        lifetime_value=valued.lifetime_value.sum(),
        **{name: amount.mean() for name, amount in amounts.items()},
    )
    return sums.mutate(usual_value=sums.annual_result * sums.renewal * sums.later_years)
