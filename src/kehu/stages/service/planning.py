"""The plan: at most one service for each customer, within the hours of the branches, the quiet not left out.

Reads customers and their menu; gives `Plan`. Two allocations: services worth their cost first; then, in hours that
would lie idle, trials, which are services that would be worth it if they did somewhat better than is believed. Without
trials a service once measured as useless, by chance, would never be measured again.
Whoever is held out uses no hours; what he would have been given is what is worth most to him at the prices of the plan,
so that a year later like is compared with like.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kehu.service_assumptions import Service
from kehu.stages.service.customers import Customers, Flags, Floats, Ints
from kehu.stages.service.offers import Menu
from kehu.statistics.allocation import Block, Limit, allocate
from kehu.tables.service import STATES

ROWS = 65_536
NONE = -1
HOURS, QUIET = "hours at most by branch", "services to the quiet at least"


@dataclass(frozen=True)
class Plan:
    """For each customer the service planned, or the best there was, and the state; for each branch hours and prices.

    `kind` is a place in the catalogue, -1 for none; `state` a place in `STATES`; `is_trial` holds where it is given, or
    would be, to learn. `branches` are names, `group` each customer's branch, `hours` what it has, `hour_value` what one
    more would bring.
    """

    kind: Ints
    state: NDArray[np.int64]
    is_trial: Flags
    branches: tuple[str, ...]
    group: Ints
    hours: Floats
    hour_value: Floats
    gap: float


@dataclass(frozen=True)
class _Allotted:
    """Each customer's service, what those held out would get, or none of either; what an hour brings; the gap."""

    kind: Ints
    would: Ints
    hour_value: Floats
    gap: float

    @property
    def is_none(self) -> Flags:
        """Where nothing is given, nor would be."""
        found: Flags = (self.kind == NONE) & (self.would == NONE)
        return found


def planned(customers: Customers, menu: Menu, *, parameters: Service) -> Plan:
    """The plan of the greatest worth, and trials in the hours that it leaves."""
    branches, group, hours = _branches(customers, parameters=parameters)
    worth = np.where(menu.may_have, menu.value, -np.inf)
    first = _allotted(customers, menu, worth, group, hours, parameters=parameters)
    of_none = np.append(menu.hours, 0.0)  # none, -1, is the last
    left = np.maximum(hours - np.bincount(group, of_none[first.kind], minlength=len(hours)), 0.0)
    is_open = menu.may_have & first.is_none[:, None]
    hopeful = np.where(is_open, menu.value + parameters.trial_errors * menu.doubt, -np.inf)
    trials = _allotted(customers, menu, hopeful, group, left, parameters=parameters)
    chosen, would = np.maximum(first.kind, trials.kind), np.maximum(first.would, trials.would)
    is_planned, is_held = chosen >= 0, would >= 0
    best, _most = _greatest(worth)
    kind: Ints = np.where(is_planned, chosen, np.where(is_held, would, best))
    state = np.where(is_planned, _at("planned"), np.where(is_held, _at("held_out"), _why_not(menu)))
    is_worth = np.take_along_axis(np.pad(menu.value, ((0, 0), (0, 1))), kind[:, None], 1)[:, 0] > 0
    is_trial = (is_planned | is_held) & first.is_none & ~is_worth
    return Plan(kind, state.astype(np.int64), is_trial, branches, group, hours, first.hour_value, first.gap)


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


def _allotted(
    customers: Customers, menu: Menu, worth: Floats, group: Ints, hours: Floats, *, parameters: Service
) -> _Allotted:
    """The services of the greatest worth, (customers, services), within hours; those held out get none."""
    if not len(customers):
        none = np.zeros(0, np.int64)
        return _Allotted(none, none, np.zeros(len(hours)), 0.0)
    quiet = np.where(customers.has_claimed, 0.0, 1.0) - parameters.least_quiet
    open_to = np.where(customers.is_held_out[:, None], -np.inf, worth)
    limits = [Limit(HOURS, "at most", tuple(hours.tolist())), Limit(QUIET, "at least", (0.0,))]
    found = allocate(lambda: _blocks(open_to, menu.hours, quiet, group), limits)
    price, quiet_price = found.kept[0].price, float(found.kept[1].price[0])
    options = found.options.astype(np.int64)
    net = worth - price[group][:, None] * menu.hours[None, :] + quiet_price * quiet[:, None]
    best, most = _greatest(net)
    would = np.where(customers.is_held_out & (most > 0), best, NONE)
    return _Allotted(np.where(options == len(menu.kinds), NONE, options), would, price, found.gap)


def _blocks(worth: Floats, hours: Floats, quiet: Floats, group: Ints) -> Iterator[Block]:
    """The customers some at a time; the last option is no service."""
    for start in range(0, len(worth), ROWS):
        rows = slice(start, start + ROWS)
        values = np.pad(worth[rows], ((0, 0), (0, 1)))
        of_quiet = np.pad(np.repeat(quiet[rows, None], len(hours), 1), ((0, 0), (0, 1)))
        yield Block(values, (np.append(hours, 0.0)[None, :], of_quiet), (group[rows], None))


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
