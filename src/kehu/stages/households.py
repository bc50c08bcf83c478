"""Customers who belong together: persons of one household, organisations of one group, and what they come to.

Reads `parties`, `identities`, `customers` and `customer_results`; writes `household_members`. Persons live together who
have one postal address, down to the door, or one telephone and one surname; organisations belong together through the
parent that a source names. An address or a telephone of more customers than a household has ties nobody, nor does a
salesperson's telephone. Whoever is tied to one who is tied to another belongs to both.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from kehu.engines import Engine
from kehu.statistics.components import smallest_connected
from kehu.tables import Snapshot, addresses, writing
from kehu.tables.matches import HouseholdMembers

HOUSEHOLD, GROUP = "household", "group"
TOLD = ("name", "branch", "policies_in_force", "lines_in_force")
AMOUNTS = ("earned_premium", "incurred", "result")


def gather(
    *,
    engine: Engine,
    snapshot: Snapshot,
    identities: ir.Table,
    customers: ir.Table,
    results: ir.Table,
    largest_household: int,
) -> ir.Table:
    """A row a customer and member of the same household or group, in the columns of `HouseholdMembers`."""
    known = engine.keep(_known(snapshot["parties"], identities, snapshot["producers"]))
    ties = engine.keep(
        ibis.union(
            _shared(known, ["address"], tie="address", largest=largest_household),
            _shared(known, ["phone", "surname"], tie="phone", largest=largest_household),
            _parents(snapshot["parties"], identities),
        )
    )
    belonging = engine.keep(_belonging(engine, ties))
    told = customers.select("customer_id", *TOLD).left_join(results.select("customer_id", *AMOUNTS), "customer_id")
    tied = ties.group_by("customer_id").agg(tie=ties.tie.min())
    members = belonging.inner_join(told.drop("customer_id_right"), "customer_id").inner_join(tied, "customer_id")
    pairs = belonging.inner_join(members.rename(member_id="customer_id"), "household_id")
    pairs = pairs.filter(pairs.customer_id != pairs.member_id)
    kinds = ibis.ifelse(pairs.tie == "parent", GROUP, HOUSEHOLD)
    return pairs.mutate(kind=kinds).cast(HouseholdMembers.datatypes()).select(*HouseholdMembers.columns)


def _known(parties: ir.Table, identities: ir.Table, producers: ir.Table) -> ir.Table:
    """What the records of persons say of where they live and how one reaches them, by customer."""
    phones = producers.select(producers_phone=writing.phone(producers.phone)).distinct()
    rows = parties.inner_join(identities, "party_id").filter(lambda row: row.kind == "person")
    street = addresses.within_town(rows.address)
    name = writing.words(rows.name)
    is_chinese = name.re_search("[一-鿿]")
    told = rows.select(
        "customer_id",
        address=ibis.ifelse(street.re_search("[0-9]"), street, ibis.null("string")),
        phone=writing.phone(rows.phone),
        surname=ibis.ifelse(is_chinese, name.substr(0, 1), name.re_extract("([^ ]+)$", 1).nullif("")),
    )
    beside = told.left_join(phones, told.phone == phones.producers_phone)
    own = ibis.ifelse(beside.producers_phone.isnull(), beside.phone, ibis.null("string"))
    return beside.mutate(phone=own).drop("producers_phone")


def _shared(known: ir.Table, columns: list[str], *, tie: str, largest: int) -> ir.Table:
    """Customers tied to the first of those who share values, where they are few enough to live together."""
    given = known.filter([known[column].notnull() for column in columns]).select("customer_id", *columns).distinct()
    sizes = given.group_by(columns).agg(first_id=given.customer_id.min(), customer_count=given.count())
    few = sizes.filter(sizes.customer_count.between(2, largest))
    return given.inner_join(few, columns).select("customer_id", "first_id", tie=ibis.literal(tie))


def _parents(parties: ir.Table, identities: ir.Table) -> ir.Table:
    """Organisations tied to their parents, and parents to themselves."""
    named = parties.filter(parties.parent_party_id.notnull()).select("party_id", "parent_party_id")
    owned = named.inner_join(identities, "party_id")
    above = identities.select(parent_party_id="party_id", first_id="customer_id")
    pairs = owned.inner_join(above, "parent_party_id").filter(lambda row: row.customer_id != row.first_id)
    tie = ibis.literal("parent")
    down = pairs.select("customer_id", "first_id", tie=tie)
    return ibis.union(
        down, pairs.select("first_id", tie=tie).mutate(customer_id="first_id").select(*down.columns)
    ).distinct()


def _belonging(engine: Engine, ties: ir.Table) -> ir.Table:
    """Every tied customer with its household, which is named by the first of its members' ids."""
    pairs = ties.select("customer_id", "first_id").to_pyarrow()
    ids, places = np.unique(
        np.concatenate([pairs[name].to_numpy(zero_copy_only=False).astype(str) for name in pairs.column_names]),
        return_inverse=True,
    )
    left, right = places[: pairs.num_rows], places[pairs.num_rows :]
    heads = smallest_connected(count=len(ids), left=left.astype(np.int64), right=right.astype(np.int64))
    columns = {"customer_id": pa.array(ids, pa.string()), "household_id": pa.array(ids[heads], pa.string())}
    return engine.read_arrow(pa.table(columns))
