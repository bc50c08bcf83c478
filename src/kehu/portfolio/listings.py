"""The list of customers: one narrow row each, for screens that search, filter and sort.

Reads `customers` and `customer_results`; gives the columns in batches, in the order of the places. A customer's place
is the rank by result; who has no account follows in the order of ids, so that every customer has a place and only one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.stores.run_folders import RunFolder

BATCH = 50_000
COUNTS = ("party_count", "policy_count", "policies_in_force", "claim_count")
AMOUNTS = ("earned_premium", "incurred", "result")


@dataclass(frozen=True)
class ListBatch:
    """Some customers, column by column; columns carry the names and units of `customers` and `customer_results`."""

    place: tuple[int, ...]
    customer_id: tuple[str, ...]
    kind: tuple[str, ...]
    name: tuple[str | None, ...]
    branch: tuple[str | None, ...]
    channel: tuple[str | None, ...]
    producer_id: tuple[str | None, ...]
    producer_name: tuple[str | None, ...]
    lines: tuple[str | None, ...]
    party_count: tuple[int, ...]
    policy_count: tuple[int, ...]
    policies_in_force: tuple[int, ...]
    customer_since_date: tuple[datetime.date | None, ...]
    next_expiry_date: tuple[datetime.date | None, ...]
    claim_count: tuple[int, ...]
    earned_premium: tuple[Decimal, ...]
    incurred: tuple[Decimal, ...]
    result: tuple[Decimal, ...]
    rank: tuple[int | None, ...]
    tier: tuple[str | None, ...]


def listed_customers(run: RunFolder, *, engine: Engine) -> Iterator[ListBatch]:
    """All customers of a run, by place."""
    names = [field.name for field in fields(ListBatch)]
    listed = places(run, engine=engine).select(*names).order_by("place")
    for batch in listed.to_pyarrow_batches(chunk_size=BATCH):
        yield ListBatch(*(tuple(batch.column(name).to_pylist()) for name in names))


def branch_counts(run: RunFolder, *, engine: Engine) -> dict[str, int]:
    """Customers by home branch; those without one under ""."""
    customers = engine.read([run.table("customers")])
    counts = customers.group_by(path=customers.branch.fill_null("")).agg(count=customers.count())
    return {row["path"]: row["count"] for row in counts.to_pyarrow().to_pylist()}


def places(run: RunFolder, *, engine: Engine) -> ir.Table:
    """Every customer with its results and its place; counts and amounts of who has no account are nothing."""
    customers = engine.read([run.table("customers")])
    results = engine.read([run.table("customer_results")])
    joined = customers.left_join(results, "customer_id").drop("customer_id_right")
    order = ibis.row_number().over(order_by=[joined["rank"].asc(nulls_first=False), joined.customer_id])
    known = {name: joined[name].fill_null(0) for name in (*COUNTS, *AMOUNTS)}
    return joined.mutate(place=order + 1, **known)
