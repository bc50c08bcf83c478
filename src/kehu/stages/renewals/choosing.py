"""One offer for each renewal, for the greatest worth within the limits of a scenario.

Reads a `Book`: the renewals, their offers and what is left of them after the gates; gives `Chosen`. Whoever is held out
has one offer only, the unchanged price.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import numpy as np

from kehu.renewal_assumptions import Bound, Renewals, Scenario
from kehu.stages.renewals.gates import Gate
from kehu.stages.renewals.limits import Shared, shared, uses
from kehu.stages.renewals.offers import Offer
from kehu.stages.renewals.subjects import RESPONSES, Floats, Ints, Names, Subjects
from kehu.statistics.allocation import Allocation, Block, allocate, frontier

ROWS = 65_536  # renewals whose offers are worked out together
DRAWN = 1e-5  # of the worth: a point that is drawn, and decides nothing
KEPT = Bound(measure="kept", sense="at least", bound=1.0)


@dataclass(frozen=True)
class Chosen:
    """An offer for each renewal and what it comes to, an entry each; `worth` by response to the price."""

    place: Ints
    price: Floats
    renewal: Floats
    result: Floats
    claims: Floats
    charges: Floats
    worth: dict[str, Floats]
    renewals: dict[str, Floats]


@dataclass(frozen=True)
class Book:
    """The renewals with their offers after all gates; `unchanged` is the place of the unchanged price."""

    subjects: Subjects
    made: tuple[Offer, ...]
    gate: Gate
    unchanged: int

    @classmethod
    def of(cls, subjects: Subjects, made: tuple[Offer, ...], gate: Gate, *, unchanged: int) -> Book:
        """The book, in which those held out have one offer."""
        only = np.zeros_like(gate.is_made)
        only[:, unchanged] = True
        left = np.where(subjects.is_held_out[:, None], only, gate.is_made)
        return cls(subjects, made, replace(gate, is_made=left), unchanged)

    @cached_property
    def as_it_is(self) -> Chosen:
        """All renewals at the unchanged price."""
        return self.come_to(np.full(len(self.subjects), self.unchanged))

    def shared(self, scenario: Scenario) -> list[Shared]:
        """The limits of a scenario."""
        now = self.as_it_is
        kept = self.subjects.reach * now.renewal
        return [shared(bound, self.subjects, kept, now.price) for bound in scenario.limits]

    def choose(self, scenario: Scenario) -> tuple[Allocation, list[Shared]]:
        """The best offers within the limits of a scenario."""
        limits = self.shared(scenario)
        return allocate(lambda: self._blocks(limits), [one.limit for one in limits]), limits

    def frontier(self, scenario: Scenario, *, parameters: Renewals) -> list[tuple[float, Allocation, float]]:
        """The best offers for each share of the customers kept, with what one more point of them would cost."""
        others = [one for one in scenario.limits if (one.measure, one.by) != (KEPT.measure, KEPT.by)]
        limits = self.shared(replace_limits(scenario, (KEPT, *others)))
        whole = float(limits[0].whole[0])
        found = frontier(
            lambda: self._blocks(limits),
            [one.limit for one in limits],
            moved=limits[0].limit.name,
            bounds=[share * whole for share in parameters.frontier_shares],
            tolerance=DRAWN,
        )
        return [
            (share, point.allocation, float(point.allocation.kept[0].price[0]) * whole)
            for share, point in zip(parameters.frontier_shares, found, strict=True)
        ]

    def come_to(self, place: Ints) -> Chosen:
        """What offers come to, one for each renewal."""
        parts = [self._part(rows, place[rows]) for rows in slices(len(self.subjects))]
        names = ("place", "price", "renewal", "result", "claims", "charges")
        whole = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
        worth = {name: np.concatenate([part.worth[name] for part in parts]) for name in RESPONSES}
        renewals = {name: np.concatenate([part.renewals[name] for part in parts]) for name in RESPONSES}
        return Chosen(**whole, worth=worth, renewals=renewals)

    def _part(self, rows: slice, place: Ints) -> Chosen:
        some, gate, at = part_of(self.subjects, rows), part_of_gate(self.gate, rows), np.arange(len(place))
        menus = {name: gate.menu(some, self.made, name) for name in RESPONSES}
        offered = menus["central"]
        is_none = np.array([offer.kind == "decline" for offer in self.made])[place]
        cost = np.array([offer.cost for offer in self.made])[place]
        price = np.where(is_none, np.nan, offered.prices[at, place])
        claims = np.where(is_none, 0.0, some.claims * cost)
        result = offered.result[at, place]
        return Chosen(
            place,
            price,
            offered.renewal[at, place],
            result,
            claims,
            np.where(is_none, 0.0, price - claims - result),
            {name: each.worth[at, place] for name, each in menus.items()},
            {name: each.renewal[at, place] for name, each in menus.items()},
        )

    def _blocks(self, limits: Sequence[Shared]) -> Iterator[Block]:
        for rows in slices(len(self.subjects)):
            some = part_of(self.subjects, rows)
            offered = part_of_gate(self.gate, rows).menu(some, self.made)
            yield Block(
                offered.worth,
                tuple(uses(one.bound, offered, some, self.made) for one in limits),
                tuple(None if one.groups is None else one.groups[rows] for one in limits),
            )


def replace_limits(scenario: Scenario, limits: Sequence[Bound]) -> Scenario:
    """The scenario under other limits."""
    return scenario.model_copy(update={"limits": tuple(limits)})


def slices(count: int) -> Iterator[slice]:
    """The renewals, some at a time; one empty part where there is none.

    >>> [(rows.start, rows.stop) for rows in slices(70_000)]
    [(0, 65536), (65536, 70000)]
    """
    for start in range(0, max(count, 1), ROWS):
        yield slice(start, min(start + ROWS, count))


def part_of(subjects: Subjects, rows: slice) -> Subjects:
    """Some of the renewals."""
    found: dict[str, Any] = {}
    for field in fields(subjects):
        column = getattr(subjects, field.name)
        if isinstance(column, Names):
            found[field.name] = Names(column.codes[rows], column.names)
        elif field.name == "keys":
            found[field.name] = column.slice(rows.start, rows.stop - rows.start)
        else:
            found[field.name] = column[rows]
    return Subjects(**found)


def part_of_gate(gate: Gate, rows: slice) -> Gate:
    """A gate of some of the renewals."""
    return Gate(gate.name, gate.least[rows], gate.most[rows], gate.is_made[rows])
