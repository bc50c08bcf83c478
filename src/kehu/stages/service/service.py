"""Service moved to the front: the plan as tables.

Reads what earlier stages say of customers, values and effects; gives the tables of `kehu.tables.service` but for the
effects themselves. Service goes to those who never claim as well as to those who do, for what it adds to renewals and
spares in claims, under the hours of each branch and the filed cap, above which it would be a rebate in disguise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.service_assumptions import ServiceKind
from kehu.stages.service.beliefs import ASSUMED, MEASURED, Belief, beliefs
from kehu.stages.service.customers import Covers, Customers, Flags, gather
from kehu.stages.service.offers import Menu, menu
from kehu.stages.service.planning import Plan, planned
from kehu.tables import Snapshot
from kehu.tables.schema import Table
from kehu.tables.service import STATES, ServiceBranches, ServiceKinds, ServicePlans

Row = dict[str, Any]
ALL = "all"
YEAR_DAYS = 365
Beliefs = Mapping[tuple[str, str], Belief]


def plan(
    *, engine: Engine, snapshot: Snapshot, results: Mapping[str, ir.Table], parameters: Parameters
) -> Mapping[str, ir.Table]:
    """The tables of the stage by name."""
    customers, covers = gather(snapshot=snapshot, results=results, parameters=parameters)
    effects = results["service_effects"].to_pyarrow().to_pylist()
    lines = sorted({str(line) for line in covers.line})
    believed = beliefs(lines, effects, parameters=parameters.service)
    offered = menu(
        customers,
        covers,
        believed,
        parameters.laws,
        parameters=parameters.service,
        region=parameters.region,
        as_of=snapshot.as_of,
    )
    found = planned(customers, offered, parameters=parameters.service)
    given = _given(snapshot, parameters=parameters)
    return {
        "service_plans": _made(engine, ServicePlans, _plans(customers, offered, found, believed)),
        "service_kinds": _made(engine, ServiceKinds, _kinds(covers, offered, found, believed, given)),
        "service_branches": _made(engine, ServiceBranches, _branches(customers, offered, found)),
    }


def _plans(customers: Customers, offered: Menu, found: Plan, believed: Beliefs) -> dict[str, Any]:
    """The columns of `service_plans`."""
    has, at = found.kind >= 0, np.maximum(found.kind, 0)
    rows = np.arange(len(customers))
    told = {kind.name: _told(kind, believed) for kind in offered.kinds}
    names = [offered.kinds[place].name if place >= 0 else None for place in found.kind.tolist()]
    parts = {name: _picked(getattr(offered, name), rows, at, has) for name in ("renewal_gain", "claims_spared")}
    cost, hours = (_picked(getattr(offered, name)[None, :], rows * 0, at, has) for name in ("cost", "hours"))
    cents = {name: np.round(values, 2) for name, values in (*parts.items(), ("cost", cost))}
    return {
        "customer_id": customers.ids,
        "branch": [name or None for name in customers.branch.tolist()],
        "tier": [name or None for name in customers.tier.tolist()],
        "has_claimed": customers.has_claimed,
        "state": [STATES[place] for place in found.state.tolist()],
        "kind": names,
        "is_trial": found.is_trial,
        **cents,
        "hours": hours,
        "value": cents["renewal_gain"] + cents["claims_spared"] - cents["cost"],
        "renewal_told": [told[name].renewal_told if name else None for name in names],
        "claims_told": [told[name].claims_told if name else None for name in names],
        "last_service_date": customers.last_service,
        "service_count": customers.count,
    }


def _picked(values: Any, rows: Any, at: Any, has: Flags) -> Any:
    """The value of the service of each customer, not a number where there is none."""
    if not values.shape[1]:
        return np.full(len(has), np.nan)
    return np.where(has, values[rows, at], np.nan)


def _told(kind: ServiceKind, believed: Beliefs) -> Belief:
    """What is believed of a service over its lines: measured where it is on any of them."""
    own = [belief for (name, line), belief in believed.items() if name == kind.name and _serves(kind, line)]
    if not own:
        return Belief(kind.stays, kind.claims_factor, ASSUMED, ASSUMED, kind.doubt, kind.doubt)
    bases = [{getattr(belief, name) for belief in own} for name in ("renewal_told", "claims_told")]
    renewal, claims = (MEASURED if MEASURED in basis else ASSUMED for basis in bases)
    names = ("stays", "claims_factor", "stays_error", "claims_error")
    stays, factor, *errors = (float(np.mean([getattr(belief, name) for belief in own])) for name in names)
    return Belief(stays, factor, renewal, claims, *errors)


def _serves(kind: ServiceKind, line: str) -> bool:
    return line in kind.lines or "*" in kind.lines


def _given(snapshot: Snapshot, *, parameters: Parameters) -> Mapping[str, tuple[int, float]]:
    """How many of each service were given in the last year, and what they cost, by its name in the catalogue."""
    services = snapshot["services"].filter(lambda row: ~row.is_held_out.fill_null(False))
    since = ibis.literal(snapshot.as_of) - ibis.interval(days=YEAR_DAYS)
    recent = services.filter(services.given_date > since)
    sums = recent.group_by("kind").agg(count=recent.count(), cost=recent.cost.cast("float64").sum().fill_null(0.0))
    names, found = parameters.service.catalogue_names, dict[str, tuple[int, float]]()
    for row in sums.to_pyarrow().to_pylist():
        count, cost = found.get(names.get(row["kind"], row["kind"]), (0, 0.0))
        found[names.get(row["kind"], row["kind"])] = (count + row["count"], cost + row["cost"])
    return found


def _kinds(
    covers: Covers, offered: Menu, found: Plan, believed: Beliefs, given: Mapping[str, tuple[int, float]]
) -> dict[str, Any]:
    """The columns of `service_kinds`."""
    rows = [_kind(place, covers, offered, found, believed, given) for place in range(len(offered.kinds))]
    return {name: [row[name] for row in rows] for name in ServiceKinds.columns}


def _kind(
    place: int,
    covers: Covers,
    offered: Menu,
    found: Plan,
    believed: Beliefs,
    given: Mapping[str, tuple[int, float]],
) -> Row:
    kind = offered.kinds[place]
    belief, (count, cost) = _told(kind, believed), given.get(kind.name, (0, 0.0))
    policies = sum(_serves(kind, line) for line in covers.line.tolist())
    is_planned = (found.kind == place) & (found.state == STATES.index("planned"))
    return {
        "kind": kind.name,
        "lines": ",".join(kind.lines),
        "tiers": ",".join(kind.tiers),
        "cost": kind.cost,
        "hours": kind.hours,
        "renewal_effect": belief.stays,
        "renewal_told": belief.renewal_told,
        "claims_factor": belief.claims_factor,
        "claims_told": belief.claims_told,
        "given_count": count,
        "given_cost": cost,
        "cost_per_policy": cost / policies if policies else None,
        "planned_count": int(is_planned.sum()),
        "trial_count": int((is_planned & found.is_trial).sum()),
        "planned_hours": float(is_planned.sum() * kind.hours),
        "planned_cost": float(is_planned.sum() * kind.cost),
        "planned_value": float(offered.value[is_planned, place].sum()),
    }


def _branches(customers: Customers, offered: Menu, found: Plan) -> dict[str, Any]:
    """The columns of `service_branches`: the company first."""
    whole = np.ones(len(customers), np.bool_)
    rows = [_branch(ALL, whole, float(found.hours.sum()), None, customers, offered, found)]
    for place, name in enumerate(found.branches):
        here, price = found.group == place, float(found.hour_value[place])
        rows.append(_branch(name, here, float(found.hours[place]), price, customers, offered, found))
    return {name: [row[name] for row in rows] for name in ServiceBranches.columns}


def _branch(
    name: str, here: Flags, hours: float, price: float | None, customers: Customers, offered: Menu, found: Plan
) -> Row:
    is_planned = here & (found.state == STATES.index("planned"))
    quiet, never = here & ~customers.has_claimed, here & (customers.count == 0) & ~is_planned
    kinds = found.kind[is_planned]
    return {
        "branch": name,
        "customer_count": int(here.sum()),
        "quiet_count": int(quiet.sum()),
        "hours": hours,
        "used_hours": float(offered.hours[kinds].sum()),
        "planned_count": int(is_planned.sum()),
        "quiet_planned_count": int((is_planned & quiet).sum()),
        "held_out_count": int((here & (found.state == STATES.index("held_out"))).sum()),
        "planned_value": float(offered.value[np.flatnonzero(is_planned), kinds].sum()),
        "hour_value": price,
        "reached_count": int((here & (customers.count > 0)).sum()),
        "never_count": int(never.sum()),
        "quiet_never_count": int((never & quiet).sum()),
    }


def _made(engine: Engine, table: type[Table], columns: dict[str, Any]) -> ir.Table:
    """Columns as a table; amounts are rounded to cents."""
    types = table.datatypes()
    plain = ibis.schema({name: "float64" if kind.is_decimal() else kind for name, kind in types.items()}).to_pyarrow()
    arrays = [_array(columns[name], plain.field(name).type) for name in table.columns]
    rows = engine.read_arrow(pa.Table.from_arrays(arrays, schema=plain))
    return rows.cast(types).select(*table.columns)


def _array(values: Any, kind: pa.DataType) -> pa.Array:
    if isinstance(values, np.ndarray) and values.dtype.kind == "f":
        return pa.array(values, kind, mask=~np.isfinite(values))
    return pa.array(values, kind, from_pandas=True)
