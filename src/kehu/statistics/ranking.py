"""Places in an order, and the curve of what the first of them bring of the whole.

Reads tables of the engine with a place or an amount a row; gives expressions and tables.
A curve is drawn through a hundred points of one sort: every row falls into one of a hundred classes by rank, the
classes are summed, and the sums added up, whatever the size of the table.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from kehu.statistics.apportionment import MILLION

POINTS = 100


def class_of(rank: ir.IntegerValue, count: ir.IntegerValue | int, *, cuts: Sequence[tuple[str, float]]) -> ir.Value:
    """The first of the classes (name, cumulative share) that takes in a rank from 1: rank ≤ ceil(share × count).

    Reckoned in whole millionths, so that a share is what it says. Empty where no class reaches so far.

    >>> import pyarrow as pa
    >>> ranks = ibis.memtable(pa.table({"rank": [1, 2, 3, 4]}))
    >>> named = ranks.order_by("rank").select(place=class_of(ranks["rank"], 4, cuts=[("A", 0.25), ("B", 1)]))
    >>> named.place.to_pyarrow().to_pylist()
    ['A', 'B', 'B', 'B']
    """
    return ibis.cases(*(((rank - 1) * MILLION < round(share * MILLION) * count, name) for name, share in cuts))


def curve(rows: ir.Table, *, measure: str) -> ir.Table:
    """What shares .01, .02, … 1 of the rows bring, the largest first: measure, customer_share and _count, amounts.

    A share takes ceil(share × rows); the share of the amount is empty where the total is not positive.

    >>> import pyarrow as pa
    >>> points = curve(ibis.memtable(pa.table({"result": [1, 1, 1, 5]})), measure="result")
    >>> points.filter(points.customer_share == 0.5).amount.to_pyarrow().to_pylist()
    [6]
    """
    ordered = rows.select(
        amount=rows[measure],
        before=ibis.row_number().over(order_by=ibis.desc(rows[measure])),
        customer_count=rows.count().as_scalar(),
    )
    classed = ordered.mutate(point=(ordered.before * POINTS / ordered.customer_count).floor() + 1)
    classes = classed.group_by("point").agg(class_amount=classed.amount.sum(), last=classed.before.max() + 1)
    points = ibis.range(1, POINTS + 1).unnest().name("at").as_table()
    joined = points.left_join(classes, points["at"] == classes.point)
    so_far = ibis.cumulative_window(order_by=joined["at"])
    summed = joined.mutate(
        total=joined.class_amount.sum().as_scalar(),
        amount=joined.class_amount.fill_null(0).sum().over(so_far),
        customer_count=joined.last.max().over(so_far).fill_null(0),
    )
    return summed.select(
        "customer_count",
        "amount",
        measure=ibis.literal(measure),
        customer_share=summed["at"] / POINTS,
        amount_share=ibis.ifelse(summed.total > 0, summed.amount.cast("float64") / summed.total.cast("float64"), None),
    )
