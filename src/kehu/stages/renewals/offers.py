"""What may be offered for a renewal, and what each offer is worth.

Reads `Subjects`; gives a `Menu`: prices, probabilities and worth, arrays of shape (renewals, offers). An offer is worth

    reach × renewal × (result of a year × years that follow a renewal + other covers that would go as well)

with the result of a year at the offer's own price, terms and share of the risk. Declined, nothing is won or lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kehu.assumptions import ANY
from kehu.renewal_assumptions import Renewals
from kehu.stages.renewals.subjects import Flags, Floats, Subjects


@dataclass(frozen=True)
class Offer:
    """A kind of offer: its code, its price over the expiring one, and what it makes of claims, staying and the risk."""

    kind: str
    name: str = ""
    line: str = ANY
    price: float = 1.0
    cost: float = 1.0
    stay: float = 0.0
    ceded: float = 0.0
    commission: float = 0.0


@dataclass(frozen=True)
class Menu:
    """Offers of some renewals; worth is minus infinity for one that is not made."""

    prices: Floats
    renewal: Floats
    result: Floats
    worth: Floats


def offers(*, parameters: Renewals) -> tuple[Offer, ...]:
    """All kinds of offers: prices first, then other terms, shared risks, and none.

    >>> [offer.kind for offer in offers(parameters=Renewals(price_steps=(0.0,), source="made up"))]
    ['price', 'decline']
    """
    steps = [Offer("price", price=1 + step) for step in parameters.price_steps]
    changed = [Offer("terms", one.name, one.line, one.price, one.cost, one.stay) for one in parameters.terms_changes]
    shared = [
        Offer("share", line=one.line, price=np.inf, ceded=one.ceded, commission=one.commission)
        for one in parameters.risk_sharing
    ]
    return (*steps, *changed, *shared, Offer("decline"))


def unchanged(*, parameters: Renewals) -> int:
    """Which offer is the unchanged price.

    >>> unchanged(parameters=Renewals(source="made up"))
    3
    """
    return parameters.price_steps.index(0.0)


def menu(
    subjects: Subjects,
    made: Sequence[Offer],
    *,
    least: Floats,
    most: Floats,
    is_made: Flags,
    response: str = "central",
) -> Menu:
    """What each offer comes to, its price inside `least` and `most`; `is_made` has shape (renewals, offers)."""
    price, cost, stay, ceded, commission = (
        np.array([getattr(offer, name) for offer in made]) for name in ("price", "cost", "stay", "ceded", "commission")
    )
    expiring = subjects.expiring[:, None]
    highest = np.where(np.isfinite(most), most, subjects.expiring)[:, None]
    asked = np.where(np.isfinite(price), np.round(expiring * price, 2), highest)
    prices = np.clip(asked, least[:, None], most[:, None])
    renewal = _renewal(subjects, np.log(prices / expiring), stay, response)
    claims = subjects.claims[:, None] * cost
    result = prices * (1 - subjects.charges[:, None]) - claims - subjects.service[:, None]
    result -= ceded * (prices * (1 - commission) - claims)
    is_none = np.array([offer.kind == "decline" for offer in made])
    renewal = np.where(is_none, 0.0, renewal)
    worth = subjects.reach[:, None] * renewal
    worth = worth * (result * subjects.later_years[:, None] + subjects.other_covers[:, None])
    return Menu(prices, renewal, np.where(is_none, 0.0, result), np.where(is_made, worth, -np.inf))


def walk_away(subjects: Subjects, *, least: Floats, most: Floats) -> Floats:
    """The lowest price inside the range at which a renewal is worth having; NaN where none is."""
    needed = subjects.claims + subjects.service - subjects.other_covers / subjects.later_years
    price = np.maximum(np.ceil(needed / (1 - subjects.charges) * 100) / 100, np.maximum(least, 0.0))
    found: Floats = np.where(price <= most, price, np.nan)
    return found


def _renewal(subjects: Subjects, change: Floats, stay: Floats, response: str) -> Floats:
    """The probability of renewal at log changes of the price."""
    held = np.clip(subjects.renewal_probability, 1e-12, 1 - 1e-12)
    odds = np.log(held / (1 - held))[:, None]
    moved = getattr(subjects, response)[:, None] * (change - subjects.price_change[:, None])
    found: Floats = 1 / (1 + np.exp(-(odds + moved + stay)))
    return found
