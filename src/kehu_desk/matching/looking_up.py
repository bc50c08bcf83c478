"""Whether somebody is a customer already: asked before a person is entered by hand, across all branches.

Reads the search keys of the published run and the party records of whoever they lead to. Whoever does not see the
customer learns that it exists and whose it is, and no more. Every question is recorded.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from kehu_desk import engine
from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.engine import PartyRecord, lookups, number_key
from kehu_desk.matching import actions, forms
from kehu_desk.matching.seen import sees
from kehu_desk.published.models import Customer, SearchKey
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.masking import masked
from kehu_desk.ui.values import Badge, Empty

MOST_LOOKED_AT, MOST_SHOWN = 60, 10
AGREES = {
    "number": (gettext_lazy("Same identity number"), "poor"),
    "phone_and_name": (gettext_lazy("Same telephone and name"), "poor"),
    "name_and_birth": (gettext_lazy("Same name and date of birth"), "poor"),
    "phone": (gettext_lazy("Same telephone, another name"), "weak"),
}


@dataclass(frozen=True)
class Match:
    """A customer who may be meant, and what agrees."""

    customer: Customer
    agrees: str


@require(Permission.CUSTOMERS_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def look_up(request: HttpRequest) -> HttpResponse:
    """Ask whether a person is a customer already."""
    if not request.run:
        return render(request, "matching/none.html", {"nothing": Empty(_("No run has been published yet"))})
    form = forms.LookUpForm(request.POST or None)
    found = None
    if request.method == "POST" and form.is_valid():
        matches = find(request.run, **form.cleaned_data)
        actions.look_up(found=[match.customer.customer_id for match in matches], by=request.user)
        found = _listing(request, matches)
    return render(request, "matching/look_up.html", {"form": form, "found": found})


def find(run: Any, *, name: str, number: str, phone: str, birth: datetime.date | None) -> list[Match]:
    """The customers of a run who may be the person, the surest first."""
    order = list(AGREES)
    found = [
        Match(customer, agrees)
        for customer in _candidates(run, name=name, number=number, phone=phone)
        if (agrees := _agrees(run.label, customer, name=name, number=number, phone=phone, birth=birth))
    ]
    return sorted(found, key=lambda match: (order.index(match.agrees), match.customer.place))[:MOST_SHOWN]


def _candidates(run: Any, *, name: str, number: str, phone: str) -> Iterator[Customer]:
    """Customers of any branch whose keys are one of those asked for."""
    keys = [number_key(number)] if number else []
    keys += [lookups(text).begins for text in (_home_number(phone), name) if text]
    found: dict[int, None] = {}
    for key in keys:
        at = SearchKey.objects.filter(run_id=run.pk, key=key).order_by("place").values_list("place", flat=True)
        found |= dict.fromkeys(at[:MOST_LOOKED_AT])
    yield from Customer.objects.filter(run_id=run.pk, place__in=list(found)[:MOST_LOOKED_AT]).order_by("place")


def _home_number(phone: str) -> str:
    """The digits of a telephone without the mainland's code, as most records have it."""
    digits = lookups(phone).begins
    return digits.removeprefix("86") if len(digits) == 13 else digits


def _agrees(label: str, customer: Customer, *, name: str, number: str, phone: str, birth: datetime.date | None) -> str:
    """What agrees between the person and any record of the customer, the most telling first; "" for nothing."""
    for agrees in AGREES:
        for record in engine.party_records(label, customer.customer_id):
            if _holds(agrees, record, name=name, number=number, phone=phone, birth=birth):
                return agrees
    return ""


def _holds(
    agrees: str, record: PartyRecord, *, name: str, number: str, phone: str, birth: datetime.date | None
) -> bool:
    """Whether a record agrees with the person in this way."""
    is_named = bool(name) and lookups(name).begins == lookups(record.name or "").begins
    is_called = bool(phone) and _home_number(phone) == _home_number(record.phone or "")
    if agrees == "number":
        return bool(number) and number_key(number) == number_key(record.identity_number or "")
    if agrees == "phone_and_name":
        return is_named and is_called
    if agrees == "name_and_birth":
        return is_named and birth is not None and birth == record.birth_date
    return is_called


def _listing(request: HttpRequest, matches: list[Match]) -> Listing:
    """Who was found: the name in stars, unless the reader sees the customer."""
    is_seen = sees(request)
    rows = [
        {
            "name": _name(match.customer, is_seen=is_seen(match.customer.branch)),
            "agrees": Badge(str(AGREES[match.agrees][0]), AGREES[match.agrees][1]),
            "branch": match.customer.branch.rpartition("/")[2],
            "producer": match.customer.producer_name or "",
            "href": reverse("customer", args=[match.customer.customer_id]) if is_seen(match.customer.branch) else "",
        }
        for match in matches
    ]
    columns = [
        Column("name", _("Customer"), kind="name"),
        Column("agrees", _("What agrees"), kind="badge", on_phone=True),
        Column("branch", _("Branch"), on_phone=True),
        Column("producer", _("Looked after by"), on_phone=True),
    ]
    empty = Empty(_("Nobody is known by this"), _("No customer of any branch agrees with it."), icon="checks")
    return Listing("look-up", columns, rows, href=lambda row: str(row["href"]), empty=empty, is_cards=True)


def _name(customer: Customer, *, is_seen: bool) -> str:
    return customer.name if is_seen else masked(customer.name, first=1, last=0)
