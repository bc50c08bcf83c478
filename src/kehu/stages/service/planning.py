"""The plan: at most one service for each customer, within the hours of the branches, the quiet not left out.

Reads customers and their menu; gives `Plan`. Whoever is held out uses no hours; what he would have been given is what
is worth most to him at the prices of the plan, so that a year later like is compared with like.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kehu.service_assumptions import Service
from kehu.stages.service.customers import Customers, Floats, Ints
from kehu.stages.service.offers import Menu
from kehu.statistics.allocation import Allocation, Block, Limit, allocate
from kehu.tables.service import STATES

ROWS = 65_536
NONE = -1
HOURS, QUIET = "hours at most by branch", "services to the quiet at least"


@dataclass(frozen=True)
class Plan:
    """For each customer the service planned, or the best there was, and the state; for each branch hours and prices.

    `kind` is a place in the catalogue, -1 for none; `state` a place in `STATES`. `branches` are names, `group` each
    customer's branch, `hours` what it has, `hour_value` what one more would bring.
    """

    kind: Ints
    state: NDArray[np.int64]
    branches: tuple[str, ...]
    group: Ints
    hours: Floats
    hour_value: Floats
    gap: float


def planned(customers: Customers, menu: Menu, *, parameters: Service) -> Plan:
    """The plan of the greatest worth."""
    branches, group, hours = _branches(customers, parameters=parameters)
    limits = [Limit(HOURS, "at most", tuple(hours.tolist())), Limit(QUIET, "at least", (0.0,))]
    found = allocate(lambda: _blocks(customers, menu, group, parameters=parameters), limits) if len(customers) else None
    prices, quiet = (found.kept[0].price, float(found.kept[1].price[0])) if found else (np.zeros(len(branches)), 0.0)
    chosen = _chosen(found, menu)
    would = _worth_most(customers, menu, prices[group], quiet, parameters=parameters)
    is_held = customers.is_held_out & (would >= 0)
    best, _worth = _greatest(np.where(menu.may_have, menu.value, -np.inf))
    is_planned = (chosen >= 0) & ~customers.is_held_out
    kind = np.where(is_planned, chosen, np.where(is_held, would, best))
    state = np.where(is_planned, _at("planned"), np.where(is_held, _at("held_out"), _why_not(menu)))
    gap = found.gap if found else 0.0
    return Plan(kind.astype(np.int64), state.astype(np.int64), branches, group, hours, prices, gap)


def _at(state: str) -> int:
    return STATES.index(state)


def _branches(customers: Customers, *, parameters: Service) -> tuple[tuple[str, ...], Ints, Floats]:
    """The branches that have hours of their own, each customer's, and their hours.

    A branch that the assumptions name has its hours with all below it, the deepest name first; any other has hours for
    each customer.
    """
    named = {one.branch: one.hours for one in parameters.hours}
    own = {str(branch): _holder(str(branch), named) for branch in np.unique(customers.branch)}
    names = tuple(sorted({*named, *own.values()}))
    places = {name: place for place, name in enumerate(names)}
    group = np.array([places[own[branch]] for branch in customers.branch.tolist()], np.int64)
    counts = np.bincount(group, minlength=len(names))
    hours = np.array(
        [named.get(name, parameters.hours_per_customer * count) for name, count in zip(names, counts, strict=True)]
    )
    return names, group, hours.astype(np.float64)


def _holder(branch: str, named: dict[str, float]) -> str:
    """The branch whose hours serve a branch: the deepest that is named on its path, or itself."""
    parts = branch.split("/")
    paths = ["/".join(parts[:depth]) for depth in range(len(parts), 0, -1)]
    return next((path for path in paths if path in named), branch)


def _blocks(customers: Customers, menu: Menu, group: Ints, *, parameters: Service) -> Iterator[Block]:
    """The customers some at a time; the last option is no service."""
    for start in range(0, max(len(customers), 1), ROWS):
        rows = slice(start, min(start + ROWS, len(customers)))
        may = menu.may_have[rows] & ~customers.is_held_out[rows, None]
        values = np.where(may, menu.value[rows], -np.inf)
        none = np.zeros((len(values), 1))
        quiet = np.where(customers.has_claimed[rows], 0.0, 1.0) - parameters.least_quiet
        yield Block(
            np.hstack([values, none]),
            (np.append(menu.hours, 0.0)[None, :], np.hstack([np.repeat(quiet[:, None], len(menu.kinds), 1), none])),
            (group[rows], None),
        )


def _chosen(found: Allocation | None, menu: Menu) -> Ints:
    """The service chosen of each customer; none where it is the last option."""
    if found is None:
        return np.zeros(0, np.int64)
    options = found.options.astype(np.int64)
    chosen: Ints = np.where(options == len(menu.kinds), NONE, options)
    return chosen


def _worth_most(
    customers: Customers, menu: Menu, hour_price: Floats, quiet_price: float, *, parameters: Service
) -> Ints:
    """What each customer would be given at the prices of the plan; none where nothing is worth its hours."""
    quiet = quiet_price * (np.where(customers.has_claimed, 0.0, 1.0) - parameters.least_quiet)
    worth = menu.value - hour_price[:, None] * menu.hours[None, :] + quiet[:, None]
    best, most = _greatest(np.where(menu.may_have, worth, -np.inf))
    found: Ints = np.where(most > 0, best, NONE)
    return found


def _greatest(worth: Floats) -> tuple[Ints, Floats]:
    """The service of the greatest worth of each customer, none where he may have none, and that worth."""
    beside = np.hstack([worth, np.full((len(worth), 1), -np.inf)])
    place, most = beside.argmax(axis=1), beside.max(axis=1)
    return np.where(np.isfinite(most), place, NONE), most


def _why_not(menu: Menu) -> Ints:
    """Why nothing is planned, were nothing planned: the last hurdle that any service came to."""
    hurdles = (menu.may_have & (menu.value > 0), menu.may_have, menu.is_entitled & menu.is_due, menu.is_entitled)
    conditions = [hurdle.any(axis=1) for hurdle in hurdles]
    states = [_at(name) for name in ("no_hours", "not_worth", "capped", "recent")]
    found: Ints = np.select(conditions, states, _at("not_entitled")).astype(np.int64)
    return found
