"""Service plans in a run, for tests of what people read of them."""

from __future__ import annotations

from kehu.tables.service import ServiceBranches, ServiceEffects, ServiceKinds, ServicePlans
from tests.offering import write_table

PLAN = {
    "customer_id": "C1", "branch": "HQ/North", "tier": "A", "has_claimed": False, "state": "planned", "kind": "check",
    "is_trial": False,
    "cost": "20.00", "hours": 1.0, "renewal_gain": "40.00", "claims_spared": "50.00", "value": "70.00",
    "renewal_told": "measured", "claims_told": "assumed", "service_count": 0,
}  # fmt: skip
KIND = {
    "kind": "check", "lines": "motor,home", "tiers": "*", "cost": "20.00", "hours": 1.0, "renewal_effect": 0.2,
    "renewal_told": "measured", "claims_factor": 0.9, "claims_told": "assumed", "given_count": 3,
    "given_cost": "60.00", "cost_per_policy": "0.50", "planned_count": 2, "trial_count": 1,
    "planned_hours": 2.0,
    "planned_cost": "40.00", "planned_value": "140.00",
}  # fmt: skip
BRANCH = {
    "branch": "HQ/North", "customer_count": 9, "quiet_count": 7, "hours": 2.5, "used_hours": 2.0, "planned_count": 2,
    "quiet_planned_count": 1, "held_out_count": 1, "planned_value": "140.00", "hour_value": "35.00",
    "reached_count": 3, "never_count": 4, "quiet_never_count": 3,
}  # fmt: skip
EFFECT = {
    "kind": "check", "line": "motor", "measure": "renewal", "basis": "held_out", "served_count": 90, "other_count": 40,
    "covered_share": 1.0, "served": 0.75, "other": 0.7, "effect": 0.25, "lower": -0.1, "upper": 0.6, "is_sure": False,
    "believed": 0.2, "believed_error": 0.1,
}  # fmt: skip


def write_service(folder, plans, *, kinds=({},), branches=({},), effects=({},)):
    """The tables of service in the folder of a run."""
    for table, usual, rows in (
        (ServicePlans, PLAN, plans),
        (ServiceKinds, KIND, kinds),
        (ServiceBranches, BRANCH, branches),
        (ServiceEffects, EFFECT, effects),
    ):
        write_table(folder, table, [usual | row for row in rows])
