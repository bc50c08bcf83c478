"""What a customer's renewals to come are offered, each with its list and a link to its reasons.

Reads offers of the engine; gives a listing.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from kehu_desk.engine import OfferJudged
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import money
from kehu_desk.ui.lists import Column, Listing


def listing(found: Sequence[OfferJudged], *, currency: str) -> Listing:
    """The renewals, the next first."""
    rows = [
        {
            "line": code_name(one.line, "line"),
            "list": code_name(one.list, "renewal_list"),
            "date": one.renewal_date,
            "offered": _("No offer") if one.proposed_premium is None else money(one.proposed_premium),
            "renewal": one.renewal_proposed,
            "why": _why(one),
            "href": reverse("renewal", args=[one.term_id]),
        }
        for one in found
    ]
    columns = [
        Column("line", _("Line"), kind="name"),
        Column("list", _("List"), on_phone=True),
        Column("date", _("Renews"), kind="day"),
        Column("offered", _("Offered"), unit=currency, on_phone=True),
        Column("renewal", _("Renews at that"), kind="percent", on_phone=True),
        Column("why", _("Why"), kind="wrapped"),
    ]
    return Listing("renewal-offers", columns, rows, href=lambda row: str(row["href"]))


def _why(one: OfferJudged) -> str:
    """Why it is offered just this: the gate that moved it, or what it is by itself."""
    if one.moved_by:
        return code_name(one.moved_by, "offer_changed")
    if one.proposed_premium is None:
        return _("It costs more than it brings, all lines together.")
    return _("Nothing else is worth more over the remaining life of the customer.")
