"""How customers moved in the grid since the run before, nobody left out.

Reads the places of today, the former run's `customer_segments`, and the ways from former customer ids to living ones;
gives each customer's former place and the table `segment_movements`.
Every former customer ends in one cell: the own one today, that of the customer who carries on the id (`merged` where
that one has a former place already), or `left`. Newcomers come from a cell of their own, so both sums are whole.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.statistics.apportionment import MONEY

NEW, LEFT, MERGED = "new", "left", "merged"
CELLS = ("former_grade", "former_tier", "grade", "tier")


def followed(*, former: ir.Table, redirects: ir.Table) -> ir.Table:
    """Former customers under today's ids: customer_id, former_grade, former_tier, former_strategy, number.

    Of several who are one today, the one who kept the id has number 0; where none kept it, the first id has.
    """
    ways = redirects.select("former_customer_id", living_id="customer_id")
    moved = former.left_join(ways, [(former.customer_id, "former_customer_id")])
    order = ibis.ifelse(moved.living_id.isnull(), "0", "1") + moved.customer_id
    named = moved.mutate(order=order, living_id=moved.living_id.coalesce(moved.customer_id))
    return named.select(
        customer_id="living_id",
        former_grade="grade",
        former_tier="tier",
        former_strategy="strategy",
        number=ibis.row_number().over(group_by=named.living_id, order_by=named.order),
    )


def movements(*, placed: ir.Table, known: ir.Table) -> ir.Table:
    """Counts by former and present cell with the columns of `SegmentMovements`; `known` comes from `followed`."""
    now = placed.left_join(known.filter(known.number == 0), "customer_id")
    is_new = now.number.isnull()
    here = now.select(
        "grade",
        "tier",
        former_grade=ibis.ifelse(is_new, NEW, now.former_grade),
        former_tier=ibis.ifelse(is_new, NEW, now.former_tier),
        worth=now.future_value,
    )
    left = _apart(known.anti_join(placed, "customer_id"), LEFT)
    merged = _apart(known.filter(known.number > 0).semi_join(placed, "customer_id"), MERGED)
    moved = ibis.union(here, left, merged)
    nothing = ibis.literal(0).cast(MONEY)
    return moved.group_by(*CELLS).agg(customer_count=moved.count(), future_value=moved.worth.sum().fill_null(nothing))


def _apart(rows: ir.Table, cell: str) -> ir.Table:
    """Former customers who are in no cell of the grid today."""
    nothing = ibis.literal(0).cast(MONEY)
    named = {"grade": ibis.literal(cell), "tier": ibis.literal(cell)}
    return rows.mutate(worth=nothing, **named).select("grade", "tier", "former_grade", "former_tier", "worth")
