"""The four lists: which customers to pursue, to keep, to re-price, and to decline.

Reads what was chosen; gives the list of each renewal and what would be lost with the customer. Whoever costs more, or
other terms, is re-priced; of the rest, the good ones with most to lose, and those who are offered a lower price, are
pursued; whoever is held out is kept as before, and never pursued.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kehu.renewal_assumptions import Renewals
from kehu.stages.renewals.choosing import Book, Chosen
from kehu.stages.renewals.subjects import Floats, Ints
from kehu.tables.decisions import LISTS

PURSUE, KEEP, REPRICE, DECLINE = range(len(LISTS))


@dataclass(frozen=True)
class Listed:
    """The list of each renewal, as a place in `LISTS`, and what would be lost with the customer."""

    place: Ints
    stake: Floats


def listed(book: Book, chosen: Chosen, *, parameters: Renewals) -> Listed:
    """The lists of what was chosen."""
    subjects = book.subjects
    kinds = np.array([offer.kind for offer in book.made])[chosen.place]
    change = change_of(book, chosen)
    if_renewed = subjects.reach * (chosen.result * subjects.later_years + subjects.other_covers)
    stake = np.where(kinds == "decline", 0.0, if_renewed * (1 - chosen.renewal))
    is_dearer = np.isin(kinds, ("terms", "share")) | (change > parameters.same_price)
    place = np.where(is_dearer, REPRICE, KEEP)
    may_be_pursued = ~is_dearer & (kinds == "price") & ~subjects.is_held_out
    good = may_be_pursued & (stake > 0)
    at_stake = np.quantile(stake[good], 1 - parameters.pursued) if good.any() else np.inf
    is_pursued = may_be_pursued & ((change < -parameters.same_price) | (good & (stake >= at_stake)))
    place = np.where(is_pursued, PURSUE, place)
    place = np.where(subjects.is_held_out, KEEP, place)
    return Listed(np.where(kinds == "decline", DECLINE, place), stake)


def change_of(book: Book, chosen: Chosen) -> Floats:
    """The change of each price, 0 where nothing is offered."""
    change: Floats = np.nan_to_num(chosen.price / book.subjects.expiring - 1)
    return change
