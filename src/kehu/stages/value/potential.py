"""What customers may yet bring: lines that they do not hold, by how likely they buy and what a year of it would leave.

Reads `purchase_rates`, `line_values`, customers' groups and their own records; gives one amount a customer.
A new cover is taken to have its line's usual premium, charges and cost, the cost times what the customer's own record
makes of it; where that leaves no result it counts nothing, because nobody has to offer it.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.stages.value.purchases import GROUP


def potential(*, members: ir.Table, rates: ir.Table, lines: ir.Table, records: ir.Table) -> ir.Table:
    """Columns: customer_id, potential (currency), empty for all where nobody had cover a year before.

    `members` are customers with their group today, `records` has customer_id and record_factor. A group that did not
    exist a year before takes the line's share; a customer who holds every line has a potential of 0.
    """
    if not rates.count().to_pyarrow().as_py():
        return members.select("customer_id", potential=ibis.null("float64"))
    known = members.select(*GROUP).distinct()
    chances = _chances(known.mutate(group_number=ibis.row_number().over(order_by=list(GROUP))), rates, lines)
    numbered = members.inner_join(chances.select(*GROUP, "group_number").distinct(), GROUP)
    numbered = (
        numbered.select("customer_id", "group_number").left_join(records, "customer_id").drop("customer_id_right")
    )
    offered = numbered.inner_join(chances.drop(*GROUP), "group_number")
    result = offered.net_premium - offered.rated_cost * offered.record_factor.fill_null(1.0)
    worth = offered.mutate(worth=offered.probability * ibis.greatest(result, 0.0))
    sums = worth.group_by("customer_id").agg(potential=worth.worth.sum())
    every = members.select("customer_id").left_join(sums, "customer_id")
    return every.select("customer_id", potential=every.potential.fill_null(0.0))


def _chances(groups: ir.Table, rates: ir.Table, lines: ir.Table) -> ir.Table:
    """Every group beside every line that it does not hold: probability, net_premium, rated_cost."""
    usual = rates.group_by("line").agg(line_probability=rates.line_probability.max())
    sold = lines.inner_join(usual, "line")
    sold = sold.select("line", "rated_cost", "line_probability", net_premium=sold.annual_premium - sold.charges)
    crossed = groups.cross_join(sold)
    held = (ibis.literal(",") + crossed.holdings + ",").contains(ibis.literal(",") + crossed.line + ",")
    found = crossed.filter(~held).left_join(rates.select(*GROUP, "line", "purchase_probability"), [*GROUP, "line"])
    return found.select(
        *GROUP,
        "group_number",
        "net_premium",
        "rated_cost",
        probability=found.purchase_probability.coalesce(found.line_probability),
    )
