"""Whoever belongs to a customer's household or group, with what each holds and brings.

Reads `household_members` of a run by the customer's key; gives frozen values.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kehu.stores.keyed import rows_of
from kehu.stores.run_folders import RunFolder


@dataclass(frozen=True)
class HouseholdMember:
    """Another member: how it is tied to the household or group, and its account (None where it has none)."""

    member_id: str
    kind: str
    tie: str
    name: str | None
    branch: str | None
    policies_in_force: int
    lines_in_force: int
    earned_premium: Decimal | None
    incurred: Decimal | None
    result: Decimal | None


@dataclass(frozen=True)
class SharedRisk:
    """A risk that the customer and another member share: a vehicle, a place, or a part in a policy of the other."""

    member_id: str
    kind: str
    what: str
    policies: int
    sum_insured: Decimal | None
    member_policies: int
    member_sum_insured: Decimal | None


def shared_with(run: RunFolder, customer_id: str) -> tuple[SharedRisk, ...]:
    """The risks that a customer shares with members, the largest sums first; none in a run of an earlier release."""
    path = run.table("shared_risks")
    rows = rows_of(path, "customer_id", customer_id) if path.is_file() else []
    found = [SharedRisk(**{name: row[name] for name in SharedRisk.__dataclass_fields__}) for row in rows]
    return tuple(sorted(found, key=lambda one: (-_together(one), one.kind, one.what, one.member_id)))


def _together(one: SharedRisk) -> Decimal:
    return (one.sum_insured or Decimal(0)) + (one.member_sum_insured or Decimal(0))


def household_of(run: RunFolder, customer_id: str) -> tuple[HouseholdMember, ...]:
    """The other members, those with most cover first; none in a run of an earlier release."""
    path = run.table("household_members")
    rows = rows_of(path, "customer_id", customer_id) if path.is_file() else []
    names = list(HouseholdMember.__dataclass_fields__)
    members = [HouseholdMember(**{name: row[name] for name in names}) for row in rows]
    return tuple(sorted(members, key=lambda one: (-one.policies_in_force, one.member_id)))
