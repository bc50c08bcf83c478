"""The customers in the order of their result, and the concentration of premium, claims and result on few of them.

Reads `accounts` and the value tiers; writes `customer_results` and `concentration`.
A curve is drawn through a hundred points of one sort for each measure (`statistics.ranking`), whatever the size of the
book.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.parameters import Parameters
from kehu.statistics.apportionment import total
from kehu.statistics.ranking import class_of
from kehu.statistics.ranking import curve as drawn_by
from kehu.tables.results import Concentration, CustomerResults

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
        customer_count=results.count().as_scalar(),
    )
    cuts = [(tier.name, tier.share) for tier in parameters.value_tiers]
    placed = ranked.mutate(tier=class_of(ranked["rank"], ranked.customer_count, cuts=cuts))
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
    drawn = ibis.union(*(drawn_by(results, measure=measure) for measure in MEASURES))
    typed = drawn.cast(Concentration.datatypes()).select(*Concentration.columns)
    return typed.order_by("measure", "customer_share")
