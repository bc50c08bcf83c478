"""What law and filing allow for each renewal on its day: the range of its price, whether it may be declined.

Reads the laws of the parameters and `Subjects`; gives `Allowed`, arrays of one entry a renewal. Where several ranges
hold, all of them do. A range is told in whole cents, rounded inwards, so that no offer lies a cent outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kehu.assumptions import ANY
from kehu.laws import Law
from kehu.stages.renewals.subjects import Flags, Floats, Names, Subjects

CENTS = 100
SLACK = 1e-6  # of a cent: a bound that is a whole cent but for the last bits of a product is that cent


@dataclass(frozen=True)
class Allowed:
    """Bounds of the price by filing, 0 and infinity where there is none; who may be declined; who has a fair price.

    A fair price is not above that of new business for the same risk.
    """

    least: Floats
    most: Floats
    may_decline: Flags
    is_fair_bound: Flags


def allowed(subjects: Subjects, laws: Sequence[Law], *, region: str) -> Allowed:
    """What holds for each renewal on its day, by the laws of the insurer's country and of its branches."""
    least, most = np.zeros(len(subjects)), np.full(len(subjects), np.inf)
    may_decline = np.ones(len(subjects), np.bool_)
    is_fair_bound = np.zeros(len(subjects), np.bool_)
    for law in laws:
        holds = _holds(subjects, law, region)
        if law.kind == "compulsory_line":
            may_decline &= ~holds
        if law.kind == "renewal_not_above_new":
            is_fair_bound |= holds
        if law.kind == "filed_range":
            basis = subjects.rated if law.basis == "rated_price" else subjects.expiring
            if law.least is not None:
                least = np.where(holds, np.maximum(least, cents_above(law.least * basis)), least)
            if law.most is not None:
                most = np.where(holds, np.minimum(most, cents_below(law.most * basis)), most)
    return Allowed(least, np.maximum(most, least), may_decline, is_fair_bound)


def matches(names: Names, asked: str) -> Flags:
    """Whether each renewal has the name asked for; `*` is any."""
    return names.where({name: asked in (ANY, name) for name in names.names}) | (asked == ANY)


def cents_above(price: Floats) -> Floats:
    """The least whole cent that is not below a price.

    >>> cents_above(np.array([1.001, 2.0])).tolist()
    [1.01, 2.0]
    """
    raised: Floats = np.ceil(price * CENTS - SLACK) / CENTS
    return raised


def cents_below(price: Floats) -> Floats:
    """The greatest whole cent that is not above a price.

    >>> cents_below(np.array([1.009, 2.0])).tolist()
    [1.0, 2.0]
    """
    lowered: Floats = np.floor(price * CENTS + SLACK) / CENTS
    return lowered


def _holds(subjects: Subjects, law: Law, region: str) -> Flags:
    branches = {name: lies_in(name, law.region) for name in subjects.branch.names}
    is_there = subjects.branch.where(branches) | (law.region in (ANY, region))
    is_then = subjects.day >= np.datetime64(law.from_date)
    if law.to_date is not None:
        is_then &= subjects.day < np.datetime64(law.to_date)
    found: Flags = matches(subjects.line, law.line) & matches(subjects.product, law.product) & is_there & is_then
    return found


def lies_in(branch: str, region: str) -> bool:
    """Whether a branch is the region or lies below it.

    >>> lies_in("HQ/North/Town", "HQ/North"), lies_in("HQ/Northeast", "HQ/North")
    (True, False)
    """
    return branch == region or branch.startswith(f"{region}/")
