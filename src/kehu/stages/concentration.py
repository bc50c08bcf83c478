"""The customers in the order of their result, and the concentration of premium, claims and result on few of them.

Reads `accounts` and the value tiers; writes `customer_results` and `concentration`.
A curve is drawn through a hundred points of one sort for each measure: every customer falls into one of a hundred
classes by rank, the classes are summed, and the sums added up, whatever the size of the book.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from kehu.parameters import Parameters, Tier
from kehu.statistics.apportionment import MILLION, total
from kehu.tables.results import Concentration, CustomerResults

POINTS = 100
MEASURES = ("earned_premium", "incurred", "result")


def rank(*, accounts: ir.Table, parameters: Parameters) -> ir.Table:
    """One row a customer with an account, over all lines and years, with the columns of `CustomerResults`.

    The best result has rank 1; customers with the same result follow in the order of their ids. A tier takes the
    first ceil(share × customers) ranks that the tiers before it leave; customers without any account have no place.
    """
    results = accounts.group_by("customer_id").agg(
        exposure_days=total(accounts.exposure_days),
        earned_premium=accounts.earned_premium.sum(),
        claim_count=total(accounts.claim_count),
        incurred=(accounts.incurred - accounts.unpriced_incurred).sum(),
        commission=accounts.commission.sum(),
        expenses=accounts.expenses.sum(),
        result=accounts.result.sum(),
    )
    ranked = results.mutate(
        rank=1 + ibis.row_number().over(order_by=[ibis.desc(results.result), results.customer_id]),
        customer_count=results.count().over(ibis.window()),
    )
    placed = ranked.mutate(tier=_tier(ranked, parameters.value_tiers))
    return placed.cast(CustomerResults.datatypes()).select(*CustomerResults.columns)


def curve(*, results: ir.Table) -> ir.Table:
    """The curve of each measure with the columns of `Concentration`: shares .01, .02, … 1, the largest first.

    Each measure has its own order. A share takes ceil(share × customers); the share of the amount is empty where the
    total is not positive. Customers without an account are not among them.

    >>> import pyarrow as pa
    >>> one = {"earned_premium": 1, "incurred": 0, "result": 1}
    >>> points = curve(results=ibis.memtable(pa.Table.from_pylist([one, one, one, one | {"result": 5}])))
    >>> points.filter((points.measure == "result") & (points.customer_share == 0.5)).amount.to_pyarrow().to_pylist()
    [Decimal('6.00')]
    """
    drawn = ibis.union(*(_curve(results, measure) for measure in MEASURES))
    typed = drawn.cast(Concentration.datatypes()).select(*Concentration.columns)
    return typed.order_by("measure", "customer_share")


def _tier(ranked: ir.Table, tiers: Sequence[Tier]) -> ir.StringValue:
    """The first tier whose share reaches the rank: rank ≤ ceil(share × customers), in whole millionths."""
    reached = [
        ((ranked.rank - 1) * MILLION < round(tier.share * MILLION) * ranked.customer_count, tier.name) for tier in tiers
    ]
    return ibis.cases(*reached)


def _curve(results: ir.Table, measure: str) -> ir.Table:
    """One measure's points; a customer's class is the first share that takes in his place, in whole numbers."""
    ordered = results.select(
        amount=results[measure],
        before=ibis.row_number().over(order_by=ibis.desc(results[measure])),
        customer_count=results.count().over(ibis.window()),
    )
    classed = ordered.mutate(point=(ordered.before * POINTS / ordered.customer_count).floor() + 1)
    classes = classed.group_by("point").agg(class_amount=classed.amount.sum(), last=classed.before.max() + 1)
    points = ibis.range(1, POINTS + 1).unnest().name("at").as_table()
    joined = points.left_join(classes, points["at"] == classes.point)
    so_far = ibis.cumulative_window(order_by=joined["at"])
    summed = joined.mutate(
        total=joined.class_amount.sum().over(ibis.window()),
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
