"""Who the customers are: one row each, described from all their records and policies.

Reads `identities`, `customer_fields`, `parties`, `policies`, `terms` and `producers`; writes `customers`.
Every customer has a row, also without a policy; what is in force is judged on the as-of date. A customer belongs to
the branch, channel and producer of one policy, its home: one in force where there is one, the latest begun.
"""

from __future__ import annotations

import datetime

import ibis
import ibis.expr.types as ir

from kehu.tables import Snapshot
from kehu.tables.results import Customers


def describe(*, snapshot: Snapshot, identities: ir.Table, fields: ir.Table) -> ir.Table:
    """One row for each customer of `identities`, with the columns of `Customers`; `fields` are `customer_fields`."""
    names = fields.filter(fields.field == "name").select("customer_id", name="value")
    records = _from_records(snapshot["parties"], identities=identities)
    known = records.left_join(names, "customer_id").drop("customer_id_right")
    held = _from_policies(snapshot, identities=identities)
    joined = known.left_join(held, "customer_id").drop("customer_id_right")
    counts = ("policy_count", "policies_in_force", "lines_in_force")
    counted = joined.mutate(**{count: joined[count].fill_null(0) for count in counts})
    producers = snapshot["producers"].select("producer_id", producer_name="name")
    described = counted.left_join(producers, "producer_id").drop("producer_id_right")
    return described.cast(Customers.datatypes()).select(*Customers.columns)


def _from_records(parties: ir.Table, *, identities: ir.Table) -> ir.Table:
    """What the party records of a customer say of it: kind, party_count.

    One record that says organisation makes the customer one.
    """
    records = parties.inner_join(identities, "party_id")
    return records.group_by("customer_id").agg(
        kind=ibis.ifelse((records.kind == "organisation").any(), "organisation", "person"),
        party_count=records.count(),
    )


def _from_policies(snapshot: Snapshot, *, identities: ir.Table) -> ir.Table:
    """What the policies of a customer say of it: how many, in force, since when, until when, and whose it is."""
    cover = _cover(snapshot["terms"], as_of=snapshot.as_of)
    policies = snapshot["policies"].inner_join(identities, "party_id").left_join(cover, "policy_id")
    in_force = policies.is_in_force.fill_null(False)
    first_of_terms = policies.first_date.coalesce(policies.first_inception_date)
    first_of_policy = policies.first_inception_date.coalesce(policies.first_date)
    home = _home(policies, in_force=in_force)
    return policies.group_by("customer_id").agg(
        policy_count=policies.count(),
        policies_in_force=in_force.sum(),
        lines_in_force=policies.line.nunique(where=in_force),
        lines=policies.line.collect(where=in_force, distinct=True, order_by=policies.line).join(","),
        customer_since_date=ibis.least(first_of_terms, first_of_policy).min(),
        next_expiry_date=policies.next_expiry_date.min(where=in_force),
        **{name: policies[name].argmax(home) for name in ("branch", "channel", "producer_id")},
    )


def _home(policies: ir.Table, *, in_force: ir.BooleanValue) -> ir.StringValue:
    """What is greatest for the home policy: in force before others, the latest begun, the greatest id."""
    begun = policies.latest_date.coalesce(policies.first_inception_date).cast("string").fill_null("")
    return ibis.ifelse(in_force, "1", "0").concat(" ", begun, " ", policies.policy_id)


def _cover(terms: ir.Table, *, as_of: datetime.date) -> ir.Table:
    """First and latest day on which a term of a policy begins, whether one is in force, and when that one ends."""
    end = ibis.least(terms.expiry_date, terms.cancellation_date.coalesce(terms.expiry_date))
    in_force = (terms.inception_date <= as_of) & (end > as_of)
    return terms.group_by("policy_id").agg(
        first_date=terms.inception_date.min(),
        latest_date=terms.inception_date.max(),
        is_in_force=in_force.any(),
        next_expiry_date=end.min(where=in_force),
    )
