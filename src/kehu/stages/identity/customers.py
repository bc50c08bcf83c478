"""Who the customers are: one row each, described from all their records and policies.

Reads `identities`, `parties`, `policies` and `terms`; writes `customers`.
Every customer has a row, also without a policy; what is in force is judged on the as-of date.
"""

from __future__ import annotations

import datetime

import ibis
import ibis.expr.types as ir

from kehu.tables import Snapshot
from kehu.tables.results import Customers


def describe(*, snapshot: Snapshot, identities: ir.Table) -> ir.Table:
    """One row for each customer of `identities`, with the columns of `Customers`."""
    known = _from_records(snapshot["parties"], identities=identities)
    held = _from_policies(snapshot, identities=identities)
    joined = known.left_join(held, "customer_id").drop("customer_id_right")
    counts = ("policy_count", "policies_in_force", "lines_in_force")
    described = joined.mutate(**{count: joined[count].fill_null(0) for count in counts})
    return described.cast(Customers.datatypes()).select(*Customers.columns)


def _from_records(parties: ir.Table, *, identities: ir.Table) -> ir.Table:
    """What the party records of a customer say of it: kind, name, party_count.

    One record that says organisation makes the customer one; the name is that of the latest record that has one.
    """
    records = parties.inner_join(identities, "party_id")
    name = records.name.strip().nullif("")
    latest = records.known_date.cast("string").concat(" ", records.party_id)
    return records.group_by("customer_id").agg(
        kind=ibis.ifelse((records.kind == "organisation").any(), "organisation", "person"),
        name=name.argmax(latest, where=name.notnull()),
        party_count=records.count(),
    )


def _from_policies(snapshot: Snapshot, *, identities: ir.Table) -> ir.Table:
    """What the policies of a customer say of it: how many, how many in force, since when."""
    cover = _cover(snapshot["terms"], as_of=snapshot.as_of)
    policies = snapshot["policies"].inner_join(identities, "party_id").left_join(cover, "policy_id")
    in_force = policies.is_in_force.fill_null(False)
    first_of_terms = policies.first_date.coalesce(policies.first_inception_date)
    first_of_policy = policies.first_inception_date.coalesce(policies.first_date)
    return policies.group_by("customer_id").agg(
        policy_count=policies.count(),
        policies_in_force=in_force.sum(),
        lines_in_force=policies.line.nunique(where=in_force),
        customer_since_date=ibis.least(first_of_terms, first_of_policy).min(),
    )


def _cover(terms: ir.Table, *, as_of: datetime.date) -> ir.Table:
    """First day of cover of each policy, and whether a term of it is in force on the as-of date."""
    end = ibis.least(terms.expiry_date, terms.cancellation_date.coalesce(terms.expiry_date))
    in_force = (terms.inception_date <= as_of) & (end > as_of)
    return terms.group_by("policy_id").agg(first_date=terms.inception_date.min(), is_in_force=in_force.any())
