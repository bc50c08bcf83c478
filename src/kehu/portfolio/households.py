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


def household_of(run: RunFolder, customer_id: str) -> tuple[HouseholdMember, ...]:
    """The other members, those with most cover first; none in a run of an earlier release."""
    path = run.table("household_members")
    rows = rows_of(path, "customer_id", customer_id) if path.is_file() else []
    names = list(HouseholdMember.__dataclass_fields__)
    members = [HouseholdMember(**{name: row[name] for name in names}) for row in rows]
    return tuple(sorted(members, key=lambda one: (-one.policies_in_force, one.member_id)))
