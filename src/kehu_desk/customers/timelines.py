"""The timeline of a customer, in words and icons, a part at a time.

Reads the happenings of a `CustomerPage`; gives a `Part`. What happened is told by kind; the source's own words stand
below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kehu_desk.engine import CustomerPage, Happening
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.values import Moment

SHOWN = 12
ICONS: Mapping[str, str] = {
    "record_known": "id",
    "term_began": "shield",
    "term_cancelled": "x",
    "term_expired": "calendar-off",
    "endorsement": "edit",
    "offer_made": "tag",
    "offer_decided": "check",
    "claim_occurred": "alert-triangle",
    "claim_reported": "phone",
    "claim_closed": "circle-check",
    "interaction": "message",
    "service": "heart-handshake",
    "survey": "message-star",
    "referral_given": "user-plus",
}
CODES = {
    **dict.fromkeys(("claim_occurred", "claim_reported", "claim_closed"), "peril"),
    **{"offer_decided": "outcome", "interaction": "medium", "service": "service", "survey": "survey"},
}
GROUPS = {
    "cover": ("term_began", "term_cancelled", "term_expired", "endorsement"),
    "prices": ("offer_made", "offer_decided"),
    "claims": ("claim_occurred", "claim_reported", "claim_closed"),
    "contacts": ("interaction", "service", "survey", "referral_given"),
}


@dataclass(frozen=True)
class Part:
    """Some moments, the newest first, and the address of those that follow ("" at the end)."""

    moments: tuple[Moment, ...]
    more_href: str = ""


def part(page: CustomerPage, *, kind: str = "", first: str = "") -> Part:
    """The moments of a kind from the first one on; all kinds where none is named."""
    kinds = GROUPS.get(kind, ())
    happened = [one for one in page.timeline if not kinds or one.kind in kinds]
    begin = int(first) if first.isdecimal() else 0
    shown = tuple(map(_moment, happened[begin : begin + SHOWN]))
    query = urlencode({"kind": kind, "first": begin + SHOWN})
    more = f"{reverse('customer_timeline', args=[page.customer_id])}?{query}"
    return Part(shown, more if begin + SHOWN < len(happened) else "")


def _moment(happening: Happening) -> Moment:
    what = code_name(happening.kind, "event")
    code = code_name(happening.code, CODES.get(happening.kind, ""))
    line = code_name(happening.line, "line")
    title = " · ".join(part for part in (what, line, code) if part)
    tone = "weak" if happening.kind == "claim_occurred" else ""
    amount = None if happening.kind == "survey" else happening.amount
    return Moment(happening.date, title, text=_words(happening), icon=ICONS[happening.kind], tone=tone, amount=amount)


def _words(happening: Happening) -> str:
    """The source's words, after the score where somebody was asked."""
    text = code_name(happening.text, "topic") if happening.text else ""
    if happening.kind == "survey" and happening.amount is not None:
        score = _("Would recommend us: %(score)s of 10.") % {"score": f"{happening.amount:.0f}"}
        return f"{score} {text}".strip()
    return text
