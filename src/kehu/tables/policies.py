"""Contracts and what stands around them: policies, the parties' roles on them, and the things insured.

Declares `policies`, `policy_roles` and `insured_objects`; holds no data.
A policy lives through many terms; line, channel and branch stand on the policy, money on its terms.
"""

from __future__ import annotations

import ibis.expr.types as ir

from kehu.tables.parties import KNOWN
from kehu.tables.schema import Table, code, date, money, rule, text


class Policies(Table):
    """A contract with one policyholder in one line of business."""

    key = ("policy_id",)

    policy_id = text("The source's key of the contract, the same through its renewals", required=True)
    party_id = text("The policyholder", required=True, refers_to="parties")
    line = code("Line of business", required=True)
    product = text("Product sold")
    channel = code("Sales channel", required=True)
    producer_id = text("The producer who looks after the policy", refers_to="producers")
    branch = text("Branch path, from the company down, parts joined by '/'", required=True)
    first_inception_date = date("First day of cover of the policy's first term")
    known_date = date(KNOWN, required=True)


class PolicyRoles(Table):
    """A part that a party plays on a policy."""

    key = ("policy_id", "party_id", "role")

    policy_id = text("The policy", required=True, refers_to="policies")
    party_id = text("The party", required=True, refers_to="parties")
    role = code("The part", "policyholder", "insured", "payer", "beneficiary", "driver", required=True)
    known_date = date(KNOWN, required=True)


class InsuredObjects(Table):
    """A thing, place or group of people that a policy covers."""

    key = ("object_id",)

    object_id = text("The source's key of the object", required=True)
    policy_id = text("The policy that covers it", required=True, refers_to="policies")
    kind = code("What it is", "vehicle", "building", "contents", "people", "activity", "other", required=True)
    description = text("Description in the source's words")
    plate = text("Registration plate of a vehicle", personal=True)
    vin = text("Vehicle identification number", personal=True)
    address = text("Address of a place", personal=True)
    sum_insured = money("Sum insured on the object", least=0)
    from_date = date("First day on which the object is covered")
    to_date = date("Day after the last on which the object is covered")
    known_date = date(KNOWN, required=True)

    @rule(on="to_date", advice="Correct whichever date is wrong; leave the end empty while the object is covered.")
    def covered_from_before_to(row: ir.Table) -> ir.BooleanValue:
        """The end of an object's cover lies after its beginning."""
        return row.to_date > row.from_date
