"""Why an offer is worth what it is: parts that add up, each of which is what would be missing without it.

Reads a `Book` and what was chosen; gives the parts in whole cents, (renewals,) each. The first seven are of the
unchanged price: without claims on the own record the worth would be higher by just that part, and so on. The last two
are what the offer changes: the result of those who would stay anyhow, and how many stay.
"""

from __future__ import annotations

import numpy as np

from kehu.stages.renewals.choosing import Book, Chosen
from kehu.stages.renewals.subjects import Floats, Ints

CENTS = 100


def parts(book: Book, chosen: Chosen) -> dict[str, Ints]:
    """The parts of each renewal's worth in cents, by reason; what rounding leaves stands with the premium."""
    subjects, now = book.subjects, book.as_it_is
    stays = subjects.reach * now.renewal
    years = stays * subjects.later_years
    is_none = np.array([offer.kind == "decline" for offer in book.made])[chosen.place]
    result = np.where(is_none, now.result, chosen.result)
    if_renewed = result * subjects.later_years + subjects.other_covers
    told = {
        "premium": years * now.price,
        "charges": -years * now.price * subjects.charges,
        "rated_claims": -years * (subjects.claims - subjects.line_belief - subjects.own_record),
        "own_record": -years * subjects.own_record,
        "line_belief": -years * subjects.line_belief,
        "service": -years * subjects.service,
        "other_covers": stays * subjects.other_covers,
        "price_or_terms": years * (result - now.result),
        "staying": subjects.reach * (chosen.renewal - now.renewal) * if_renewed,
    }
    whole = {name: in_cents(part) for name, part in told.items()}
    missing = in_cents(chosen.worth["central"]) - np.sum(list(whole.values()), axis=0)
    return whole | {"premium": whole["premium"] + missing}


def in_cents(amounts: Floats) -> Ints:
    """Amounts in whole cents.

    >>> in_cents(np.array([1.005, -2.0])).tolist()
    [100, -200]
    """
    return np.rint(amounts * CENTS).astype(np.int64)
