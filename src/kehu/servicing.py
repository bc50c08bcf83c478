"""Service as people read it: who is due what, the catalogue, the branches, and what service changed.

Reads the tables of `kehu.tables.service` of a run; gives frozen values, and no frame. A run of an earlier release has
none of them, and says nothing. Whoever is held out stands on no list: a service that is told of is a service given.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from kehu.stores.figures import in_branch, values_of, whole
from kehu.stores.run_folders import RunFolder

PLANS, KINDS, BRANCHES, EFFECTS = "service_plans", "service_kinds", "service_branches", "service_effects"
PLANNED, HELD_OUT, NEVER = "planned", "held_out", "never"


@dataclass(frozen=True)
class ServicePlan:
    """A customer's next service; as `ServicePlans` says it."""

    customer_id: str
    branch: str | None
    tier: str | None
    has_claimed: bool
    state: str
    kind: str | None
    is_trial: bool
    cost: Decimal | None
    hours: float | None
    renewal_gain: Decimal | None
    claims_spared: Decimal | None
    value: Decimal | None
    renewal_told: str | None
    claims_told: str | None
    last_service_date: datetime.date | None
    service_count: int


@dataclass(frozen=True)
class ServicesDue:
    """Some customers of a list, how many it has, and where the next ones begin."""

    rows: tuple[ServicePlan, ...]
    count: int
    next_place: int | None


@dataclass(frozen=True)
class ServiceFigures:
    """What is planned for the customers of a branch, and who is not reached."""

    customer_count: int
    quiet_count: int
    planned_count: int
    quiet_planned_count: int
    trial_count: int
    planned_hours: float
    planned_cost: Decimal
    planned_value: Decimal
    never_count: int
    quiet_never_count: int


@dataclass(frozen=True)
class ServiceKindFigures:
    """A service of the catalogue; as `ServiceKinds` says it."""

    kind: str
    lines: str
    tiers: str
    cost: Decimal
    hours: float
    renewal_effect: float
    renewal_told: str
    claims_factor: float
    claims_told: str
    given_count: int
    given_cost: Decimal
    cost_per_policy: Decimal | None
    planned_count: int
    trial_count: int
    planned_hours: float
    planned_cost: Decimal
    planned_value: Decimal


@dataclass(frozen=True)
class BranchService:
    """A branch's service; as `ServiceBranches` says it."""

    branch: str
    customer_count: int
    quiet_count: int
    hours: float
    used_hours: float
    planned_count: int
    quiet_planned_count: int
    held_out_count: int
    planned_value: Decimal
    hour_value: Decimal | None
    reached_count: int
    never_count: int
    quiet_never_count: int


@dataclass(frozen=True)
class ServiceEffect:
    """What a service changed, by one comparison; as `ServiceEffects` says it."""

    kind: str
    line: str
    measure: str
    basis: str
    served_count: int
    other_count: int
    covered_share: float | None
    served: float | None
    other: float | None
    effect: float
    lower: float
    upper: float
    is_sure: bool
    believed: float


def is_planned(run: RunFolder) -> bool:
    """Whether a run plans service at all."""
    return run.table(PLANS).is_file()


def figures(run: RunFolder, *, scope: str) -> ServiceFigures:
    """What is planned in a branch and all below it."""
    rows = _rows(run, scope)
    is_planned, is_quiet = pc.equal(rows["state"], PLANNED), pc.invert(rows["has_claimed"])
    never = pc.and_(pc.equal(rows["service_count"], 0), pc.invert(is_planned))
    due = rows.filter(is_planned)
    return ServiceFigures(
        customer_count=rows.num_rows,
        quiet_count=_count(is_quiet),
        planned_count=due.num_rows,
        quiet_planned_count=_count(pc.and_(is_planned, is_quiet)),
        trial_count=_count(due["is_trial"]),
        planned_hours=float(pc.sum(due["hours"]).as_py() or 0.0),
        planned_cost=pc.sum(due["cost"]).as_py() or Decimal(0),
        planned_value=pc.sum(due["value"]).as_py() or Decimal(0),
        never_count=_count(never),
        quiet_never_count=_count(pc.and_(never, is_quiet)),
    )


def due(
    run: RunFolder, *, scope: str, state: str, whom: str = "", kind: str = "", after: int = 0, most: int = 30
) -> ServicesDue:
    """Some customers of a branch in a state, those first for whom service brings most.

    `state` is one of `STATES` but for those held out, or `never`: neither served so far nor planned. `whom` is `quiet`,
    `claimed` or anybody.
    """
    field = ds.field
    where = [field("state") == state] if state != NEVER else [field("service_count") == 0, field("state") != PLANNED]
    where.append(field("state") != HELD_OUT)
    if whom:
        where.append(field("has_claimed") == (whom == "claimed"))
    if kind:
        where.append(field("kind") == kind)
    rows = _rows(run, scope, *where)
    places = pc.sort_indices(rows, sort_keys=[("value", "descending"), ("customer_id", "ascending")])
    shown = values_of(ServicePlan, rows.take(places[after : after + most]))
    return ServicesDue(shown, rows.num_rows, after + most if rows.num_rows > after + most else None)


def kinds(run: RunFolder) -> tuple[ServiceKindFigures, ...]:
    """The catalogue, that first which brings most."""
    found = whole(ServiceKindFigures, run.table(KINDS))
    return tuple(sorted(found, key=lambda one: (-one.planned_value, one.kind)))


def branches(run: RunFolder) -> tuple[BranchService, ...]:
    """The company, then the branches by name."""
    return whole(BranchService, run.table(BRANCHES))


def effects(run: RunFolder) -> tuple[ServiceEffect, ...]:
    """What was measured: by service, line and measure, the random comparison before the matched one."""
    found = whole(ServiceEffect, run.table(EFFECTS))
    return tuple(sorted(found, key=lambda one: (one.kind, one.line, one.measure != "renewal", one.basis != HELD_OUT)))


def _rows(run: RunFolder, scope: str, *where: ds.Expression) -> pa.Table:
    """The plans of a branch and all below it."""
    return ds.dataset(run.table(PLANS)).to_table(filter=in_branch(scope, *where))


def _count(flags: pa.ChunkedArray) -> int:
    return int(pc.sum(pc.cast(flags, pa.int64())).as_py() or 0)
