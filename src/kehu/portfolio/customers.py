"""Customers ranked by result: who carries the book, and who costs most.

Reads `customers` and `customer_results`; gives ranked customers, a few or all of them in order.
Ranked by the result that was, which is history and not yet what a customer is worth for the future.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.stores.run_folders import RunFolder


@dataclass(frozen=True)
class RankedCustomer:
    """A customer with the place in the book and the whole account."""

    rank: int
    tier: str | None
    customer_id: str
    kind: str | None
    name: str | None
    customer_since_date: datetime.date | None
    policies_in_force: int | None
    lines_in_force: int | None
    claim_count: int
    earned_premium: Decimal
    incurred: Decimal
    commission: Decimal
    expenses: Decimal
    result: Decimal


@dataclass(frozen=True)
class Tier:
    """A tier of customers by result to date: how many they are and what they make together."""

    name: str
    customer_count: int
    result: Decimal


def best_customers(run: RunFolder, *, count: int, engine: Engine) -> tuple[RankedCustomer, ...]:
    """The customers with the best results."""
    results = engine.read([run.table("customer_results")])
    return tuple(_ranked(_beside(run, results.order_by("rank").limit(count), engine)))


def worst_customers(run: RunFolder, *, count: int, engine: Engine) -> tuple[RankedCustomer, ...]:
    """The customers with the worst results, the worst first."""
    results = engine.read([run.table("customer_results")])
    few = _beside(run, results.order_by(ibis.desc("rank")).limit(count), engine)
    return tuple(reversed(list(_ranked(few))))


def ranked_customers(run: RunFolder, *, most: int, engine: Engine) -> Iterator[RankedCustomer]:
    """Customers by rank, up to `most` of them, read in batches."""
    results = engine.read([run.table("customer_results")])
    return _ranked(_beside(run, results.filter(results["rank"] <= most), engine))


def tiers(run: RunFolder, *, engine: Engine) -> tuple[Tier, ...]:
    """The tiers, the best first."""
    results = engine.read([run.table("customer_results")])
    sums = results.group_by("tier").agg(
        customer_count=results.count(), result=results.result.sum(), place=results["rank"].min()
    )
    rows = sums.order_by("place").to_pyarrow().to_pylist()
    return tuple(Tier(row["tier"] or "", row["customer_count"], row["result"]) for row in rows)


def _beside(run: RunFolder, results: ir.Table, engine: Engine) -> ir.Table:
    """Results with who the customer is, by rank."""
    customers = engine.read([run.table("customers")])
    joined = results.left_join(customers, "customer_id").order_by("rank")
    return joined.select(*RankedCustomer.__dataclass_fields__)


def _ranked(rows: ir.Table) -> Iterator[RankedCustomer]:
    for batch in rows.to_pyarrow_batches():
        columns: list[Any] = [batch.column(name).to_pylist() for name in RankedCustomer.__dataclass_fields__]
        for values in zip(*columns, strict=True):
            yield RankedCustomer(*values)
