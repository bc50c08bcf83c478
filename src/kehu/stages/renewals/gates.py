"""The gates on the way from what could be offered to what may be: lawful, filed, fair.

Reads `Subjects`, `Allowed` and the offers; gives after each gate the range of prices and which offers are left, and for
each renewal which gates changed its best offer, and what that costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kehu.stages.renewals.laws import Allowed, cents_below, matches
from kehu.stages.renewals.offers import Menu, Offer, menu
from kehu.stages.renewals.subjects import Flags, Floats, Subjects

PASSED = ("known", "lawful", "filed", "fair")


@dataclass(frozen=True)
class Gate:
    """What is left after a gate: the range of prices, and the offers made, (renewals, offers)."""

    name: str
    least: Floats
    most: Floats
    is_made: Flags

    def menu(self, subjects: Subjects, made: Sequence[Offer], response: str = "central") -> Menu:
        """The offers that are left."""
        return menu(subjects, made, least=self.least, most=self.most, is_made=self.is_made, response=response)


def gates(subjects: Subjects, made: Sequence[Offer], allowed: Allowed) -> tuple[Gate, ...]:
    """What is left after each of `PASSED`, in their order."""
    rows = len(subjects)
    open_range = np.zeros(rows), np.full(rows, np.inf)
    could, may = _made(subjects, made, np.ones(rows, np.bool_)), _made(subjects, made, allowed.may_decline)
    fair = np.where(allowed.is_fair_bound & np.isfinite(subjects.new_price), cents_below(subjects.new_price), np.inf)
    fair_most = np.maximum(allowed.least, np.minimum(allowed.most, fair))
    return (
        Gate("known", *open_range, could),
        Gate("lawful", *open_range, may),
        Gate("filed", allowed.least, allowed.most, may),
        Gate("fair", allowed.least, fair_most, may),
    )


@dataclass(frozen=True)
class Change:
    """What a gate does: whose best offer it changes, and what their worth loses, in the book's currency."""

    gate: str
    is_changed: Flags
    lost: Floats


def changes(subjects: Subjects, made: Sequence[Offer], passed: Sequence[Gate]) -> tuple[Change, ...]:
    """The changes that each gate but the first makes to the best offer by itself."""
    found, before = [], None
    for gate in passed:
        best = Best.of(gate.menu(subjects, made))
        if before is not None:
            found.append(Change(gate.name, best.differs(before), before.worth - best.worth))
        before = best
    return tuple(found)


@dataclass(frozen=True)
class Best:
    """The best offer of each renewal by itself: its place, its price and its worth."""

    place: np.ndarray
    price: Floats
    worth: Floats

    @classmethod
    def of(cls, offered: Menu) -> Best:
        """The best of a menu, the first of those alike."""
        place = offered.worth.argmax(axis=1)
        rows = np.arange(len(place))
        return cls(place, offered.prices[rows, place], offered.worth[rows, place])

    def differs(self, other: Best) -> Flags:
        """Where another offer or another price is the best one."""
        found: Flags = (self.place != other.place) | (self.price != other.price)
        return found


def _made(subjects: Subjects, made: Sequence[Offer], may_decline: Flags) -> Flags:
    """Which offers are made: those of the line; none where that is allowed, and else a shared risk."""
    found = np.empty((len(subjects), len(made)), np.bool_)
    is_shared = np.zeros(len(subjects), np.bool_)
    for place, offer in enumerate(made):
        holds = matches(subjects.line, offer.line)
        if offer.kind == "decline":
            holds = may_decline
        elif offer.kind == "share":
            holds = holds & ~may_decline & ~is_shared
            is_shared |= holds
        found[:, place] = holds
    return found
