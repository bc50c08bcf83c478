"""The limits that all offers share, as the allocation sees them, and in the shares that people read.

Reads the bounds of a scenario and what the book comes to at unchanged prices; gives limits, and what each offer uses of
them. A mean change of price is a limit without a division: Σ renewal × (price − (1 + c) × expiring price) ≤ 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kehu.renewal_assumptions import Bound
from kehu.stages.renewals.offers import Menu, Offer
from kehu.stages.renewals.subjects import Floats, Ints, Subjects
from kehu.statistics.allocation import Limit

POINT = 0.01
ALL = "all"


@dataclass(frozen=True)
class Shared:
    """A bound of a scenario on all renewals, or on each group of them; `whole` is what a share of 1 is, (groups,)."""

    bound: Bound
    names: tuple[str, ...]
    groups: Ints | None
    whole: Floats

    @property
    def limit(self) -> Limit:
        """The limit, in what offers use."""
        asked = np.zeros_like(self.whole) if self.bound.measure == "rate_change" else self.bound.bound * self.whole
        if self.bound.measure == "declines":
            asked = np.floor(asked) if self.bound.sense == "at most" else np.ceil(asked)  # nobody is declined by half
        return Limit(
            f"{self.bound.measure} {self.bound.sense} by {self.bound.by}", self.bound.sense, tuple(asked.tolist())
        )

    def summed(self, values: Floats) -> Floats:
        """Values of all renewals by group."""
        if self.groups is None:
            return np.array([values.sum()])
        return np.bincount(self.groups, values, minlength=len(self.names)).astype(np.float64)


def shared(bound: Bound, subjects: Subjects, kept: Floats, price: Floats) -> Shared:
    """A bound with its groups; `kept` is each renewal's chance to stay at the unchanged `price`."""
    column = {"line": subjects.line, "branch": subjects.branch}.get(bound.by)
    groups: Ints | None = None
    names: tuple[str, ...] = (ALL,)
    if column is not None:
        groups, names = np.where(column.codes < 0, len(column.names), column.codes), (*column.names, "")
    whole = {
        "kept": kept / subjects.covers,
        "declines": np.ones(len(subjects)),
        "rate_change": kept * subjects.expiring,
    }.get(bound.measure, kept * price)
    return Shared(bound, names, groups, Shared(bound, names, groups, whole).summed(whole))


def uses(bound: Bound, offered: Menu, subjects: Subjects, made: Sequence[Offer]) -> Floats:
    """What each offer uses of a bound: (renewals, offers)."""
    stays = subjects.reach[:, None] * offered.renewal
    expiring = subjects.expiring[:, None]
    if bound.measure == "kept":
        found = stays / subjects.covers[:, None]
    elif bound.measure == "premium":
        found = stays * offered.prices
    elif bound.measure == "rate_change":
        found = stays * (offered.prices - (1 + bound.bound) * expiring)
    elif bound.measure == "discounts":
        found = stays * np.maximum(expiring - offered.prices, 0.0)
    else:
        found = np.broadcast_to(np.array([float(offer.kind == "decline") for offer in made]), stays.shape)
    return found
