"""What members of one household or group insure together: one vehicle, one place, one member on another's policy.

Reads `insured_objects`, `policies`, `policy_roles`, `terms`, `identities` and `household_members`; writes
`shared_risks`. One event can strike all who share a risk, so sums insured stand side by side. Only policies in force
are looked at.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.tables import Snapshot, addresses, writing
from kehu.tables.matches import SharedRisks

VEHICLE, PLACE, ROLE = "vehicle", "place", "role"


def share(*, engine: Engine, snapshot: Snapshot, identities: ir.Table, members: ir.Table) -> ir.Table:
    """A row for each customer, other member and risk that both have, in the columns of `SharedRisks`."""
    policies = engine.keep(_in_force(snapshot, identities))
    objects = engine.keep(_objects(snapshot["insured_objects"], policies))
    other = objects.select(
        "kind", "what", member_id="customer_id", member_sum_insured="sum_insured", member_policies="policies"
    )
    both = objects.inner_join(other, ["kind", "what"]).filter(lambda row: row.customer_id != row.member_id)
    rows = ibis.union(_whole(both), _whole(_roles(snapshot["policy_roles"], policies, identities)))
    tied = members.select("customer_id", "member_id").distinct()
    return rows.semi_join(tied, ["customer_id", "member_id"])


def _whole(rows: ir.Table) -> ir.Table:
    """Rows in the columns of the table."""
    return rows.select(*SharedRisks.columns).cast(SharedRisks.datatypes())


def _in_force(snapshot: Snapshot, identities: ir.Table) -> ir.Table:
    """Policies in force with the customers who hold them."""
    terms, as_of = snapshot["terms"], snapshot.as_of
    end = ibis.least(terms.expiry_date, terms.cancellation_date.coalesce(terms.expiry_date))
    covering = terms.filter((terms.inception_date <= as_of) & (end > as_of)).select("policy_id").distinct()
    held = snapshot["policies"].semi_join(covering, "policy_id").inner_join(identities, "party_id")
    return held.select("policy_id", "customer_id")


def _objects(objects: ir.Table, policies: ir.Table) -> ir.Table:
    """Vehicles by chassis number or plate, and places by address, with what each customer insures of them.

    A number that fails its check joins nothing.
    """
    insured = objects.inner_join(policies, "policy_id")
    vin, plate = writing.number(insured.vin), writing.plate(insured.plate)
    marks = _passed(vin, writing.has_true_vin(vin)).coalesce(_passed(plate, writing.is_possible_plate(plate)))
    street = addresses.within_town(insured.address)
    place = ibis.ifelse(street.re_search("[0-9]"), street, ibis.null("string"))
    what = ibis.ifelse(insured.kind == VEHICLE, marks, place)
    named = insured.mutate(what=what, kind=ibis.ifelse(insured.kind == VEHICLE, VEHICLE, PLACE))
    return (
        named.filter(named.what.notnull())
        .group_by("customer_id", "kind", "what")
        .agg(policies=named.policy_id.nunique(), sum_insured=named.sum_insured.sum())
    )


def _passed(number: ir.StringValue, holds: ir.BooleanValue) -> ir.StringValue:
    """The number where it holds, empty otherwise."""
    return ibis.ifelse(holds, number, ibis.null("string"))


def _roles(roles: ir.Table, policies: ir.Table, identities: ir.Table) -> ir.Table:
    """Members who are insured, drive, pay or benefit on another's policy, from both sides."""
    named = roles.inner_join(identities.select("party_id", member_id="customer_id"), "party_id")
    on_others = named.inner_join(policies, "policy_id").filter(lambda row: row.customer_id != row.member_id)
    counted = on_others.group_by("customer_id", "member_id", what=on_others.role).agg(
        policies=on_others.policy_id.nunique()
    )
    nothing = ibis.null(SharedRisks.datatypes()["sum_insured"])
    sums = {"sum_insured": nothing, "member_sum_insured": nothing, "kind": ibis.literal(ROLE)}
    whose = counted.mutate(member_policies=ibis.literal(0, "int64"), **sums)
    back = counted.mutate(
        customer_id=counted.member_id,
        member_id=counted.customer_id,
        policies=ibis.literal(0, "int64"),
        member_policies=counted.policies,
        **sums,
    )
    return ibis.union(whose.select(*back.columns), back)
