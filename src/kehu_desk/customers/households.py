"""A customer's household or group: who belongs to it, what all together come to, and what they insure together.

Reads the members of a `CustomerPage`; gives a listing and a sentence. Of a member in a branch that the reader does not
see, only that there is one is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kehu_desk.engine import CustomerPage, HouseholdMember
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, money_whole
from kehu_desk.ui.lists import Column, Listing

Seen = Callable[[str], bool]
TIES: Mapping[str, Any] = {
    "address": gettext_lazy("same address"),
    "phone": gettext_lazy("same telephone and surname"),
    "parent": gettext_lazy("parent or subsidiary"),
}
MOST = 50


def members(page: CustomerPage, *, sees: Seen) -> Listing:
    """The other members."""
    shown = [one for one in page.household if sees(one.branch or "")]
    rows = list(_rows(shown[:MOST]))
    columns = [
        Column("name", _("Member"), kind="name"),
        Column("tie", _("Tied by")),
        Column("policies", _("Policies in force"), kind="count", on_phone=True),
        Column("lines", _("Lines in force"), kind="count"),
        Column("result", _("Result"), kind="money_whole", on_phone=True),
    ]
    return Listing("household", columns, rows, href=lambda row: str(row["href"]))


def shared_risks(page: CustomerPage, *, sees: Seen) -> Listing | None:
    """What members whom the reader sees insure together with the customer; None where there is nothing."""
    seen = {one.member_id: one.name or one.member_id for one in page.household if sees(one.branch or "")}
    rows = [
        {
            "what": _what(one.kind, one.what),
            "member": seen[one.member_id],
            "own": one.sum_insured,
            "theirs": one.member_sum_insured,
            "policies": one.policies + one.member_policies,
        }
        for one in page.shared_risks
        if one.member_id in seen
    ]
    columns = [
        Column("what", _("Shared risk"), kind="name"),
        Column("member", _("With"), on_phone=True),
        Column("policies", _("Policies"), kind="count"),
        Column("own", _("Sum insured here"), kind="money_whole", unit=page.currency, on_phone=True),
        Column("theirs", _("There"), kind="money_whole", unit=page.currency, on_phone=True),
    ]
    return Listing("shared-risks", columns, rows[:MOST]) if rows else None


def _what(kind: str, what: str) -> str:
    values = {"what": code_name(what, "role") if kind == "role" else what}
    if kind == "vehicle":
        return _("Vehicle %(what)s") % values
    if kind == "role":
        return _("On a policy of the other: %(what)s") % values
    return _("Place %(what)s") % values


def together(page: CustomerPage, *, sees: Seen) -> str:
    """What the customer and the members come to, and how many others there are."""
    shown = [one for one in page.household if sees(one.branch or "")]
    values = {
        "count": count(len(shown) + 1),
        "premium": money_whole(page.figures.earned_premium + _sum(shown, "earned_premium")),
        "result": money_whole(page.figures.result + _sum(shown, "result")),
        "currency": page.currency,
    }
    told = _("All %(count)s together: earned premium %(premium)s, result %(result)s %(currency)s.") % values
    hidden = len(page.household) - len(shown)
    if not hidden:
        return told
    more = ngettext(
        "%(hidden)s more member stands in another branch.", "%(hidden)s more members stand in other branches.", hidden
    )
    return f"{told} {more % {'hidden': count(hidden)}}"


def _rows(shown: list[HouseholdMember]) -> Iterator[dict[str, object]]:
    for one in shown:
        yield {
            "name": one.name or one.member_id,
            "tie": str(TIES.get(one.tie, one.tie)),
            "policies": one.policies_in_force,
            "lines": one.lines_in_force,
            "result": one.result,
            "href": reverse("customer", args=[one.member_id]),
        }


def _sum(shown: list[HouseholdMember], name: str) -> Decimal:
    return sum((getattr(one, name) or Decimal(0) for one in shown), Decimal(0))
