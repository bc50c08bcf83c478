"""The panels of a customer's page, in their order: the relationship at the left, the cover at the right.

Reads a `CustomerPage`; each function gives the context of one template, or None where there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from kehu_desk.access.permissions import Permission
from kehu_desk.customers import accounts, covers, households, offers, risks, services, staying, timelines, worth
from kehu_desk.customers.summary import sentences
from kehu_desk.engine import CustomerPage
from kehu_desk.published.visibility import scope_of
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import day
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.masking import masked_id, masked_phone
from kehu_desk.ui.panels import Panel
from kehu_desk.ui.values import Empty, Reason

Context = Mapping[str, Any]


def summary(request: HttpRequest, page: CustomerPage) -> Context:
    """The paragraph that sums the customer up."""
    return {"sentences": sentences(page)}


def timeline(request: HttpRequest, page: CustomerPage) -> Context:
    """The newest part of the timeline."""
    return {"page": page, "part": timelines.part(page)}


def records(request: HttpRequest, page: CustomerPage, *, is_revealed: bool = False) -> Context:
    """The records behind the customer, masked unless they were asked for."""
    may_reveal = request.user.may(Permission.PERSONAL_REVEAL) and not is_revealed
    return {
        "page": page,
        "records": _records_listing(page, is_revealed),
        "reasons": list(_identity_reasons(page)),
        "may_reveal": may_reveal,
        "may_review": request.user.may(Permission.MATCHING_VIEW),
    }


def household(request: HttpRequest, page: CustomerPage) -> Context | None:
    """Who else belongs to the household or group, as far as the reader sees them."""
    if not page.household:
        return None
    sees = scope_of(request.run, request.user.branch).holds
    group = any(one.kind == "group" for one in page.household)
    return {
        "title": pgettext("organisations", "Group") if group else _("Household"),
        "members": households.members(page, sees=sees),
        "together": households.together(page, sees=sees),
        "shared": households.shared_risks(page, sees=sees),
    }


def relations(request: HttpRequest, page: CustomerPage) -> Context | None:
    """Services given and opinions asked for."""
    if not page.services and not page.surveys and not page.referrals:
        return None
    rows = [
        {"date": one.given_date, "what": code_name(one.kind, "service"), "text": one.finding or "", "cost": one.cost}
        for one in reversed(page.services)
        if not one.is_held_out
    ]
    columns = [
        Column("date", _("Day"), kind="day"),
        Column("what", _("Service"), kind="name"),
        Column("text", _("Finding"), kind="wrapped"),
        Column("cost", _("Cost"), kind="money", unit=page.currency),
    ]
    empty = Empty(_("No service has been given"))
    return {"services": Listing("services", columns, rows, empty=empty), "flush": True}


def account(request: HttpRequest, page: CustomerPage) -> Context | None:
    """The account by year as a chart, and by line as a table."""
    if not page.account:
        return None
    may_export = request.user.may(Permission.CUSTOMERS_EXPORT)
    excel = reverse("customer_export", args=[page.customer_id]) if may_export else ""
    return {"chart": accounts.chart(page, excel=excel), "lines": accounts.by_line(page)}


def policies(request: HttpRequest, page: CustomerPage) -> Context:
    """Policies with their terms, those in force first."""
    count = len(page.policies)
    title = ngettext("One policy", "%(count)s policies", count) % {"count": count}
    in_force, ended = covers.policies(page)
    return {"title": title, "in_force": in_force, "ended": ended, "objects": covers.objects(page)}


def claims(request: HttpRequest, page: CustomerPage) -> Context:
    """Claims, the last first."""
    return {"claims": covers.claims(page), "flush": True}


def prices(request: HttpRequest, page: CustomerPage) -> Context | None:
    """Renewal offers and changes of terms."""
    if not page.offers and not page.changes:
        return None
    return {"offers": covers.offers(page), "changes": covers.changes(page)}


def risk(request: HttpRequest, page: CustomerPage) -> Context | None:
    """Grade, price and reasons of the cover in force."""
    found = page.judgement.risk
    if found is None or not found.terms:
        return None
    return {
        "facts": risks.facts(found, currency=page.currency),
        "record": risks.record(found),
        "policies": risks.policies(found),
        "explained": risks.explained(found),
        "rest": risks.rest(found),
    }


def renewal(request: HttpRequest, page: CustomerPage) -> Context | None:
    """Whether the covers renew, and why."""
    found = page.judgement.renewal
    if found is None:
        return None
    return {
        "facts": staying.facts(found),
        "occasions": staying.occasions(found),
        "explained": staying.explained(found),
        "prices": staying.prices(found),
    }


def offered(request: HttpRequest, page: CustomerPage) -> Context | None:
    """What the renewals to come are offered."""
    found = page.judgement.offers
    return {"listing": offers.listing(found, currency=page.currency), "flush": True} if found else None


def due(request: HttpRequest, page: CustomerPage) -> Context | None:
    """The service that the customer is due."""
    found = page.judgement.service
    return {"facts": services.facts(found, currency=page.currency)} if found else None


def value(request: HttpRequest, page: CustomerPage) -> Context | None:
    """What the customer is worth from now on."""
    found = page.judgement.value
    if found is None:
        return None
    facts, notes = worth.facts(found, currency=page.currency), worth.notes(found)
    return {"facts": facts, "notes": notes, "reasons": worth.reasons(found)}


def place(request: HttpRequest, page: CustomerPage) -> Context | None:
    """The cell of the grid of risk and value."""
    found = page.judgement.place
    return {"facts": worth.place_facts(found), "advice": worth.advice(found)} if found else None


def _records_listing(page: CustomerPage, is_revealed: bool) -> Listing:
    hidden = (lambda text: text) if is_revealed else masked_id
    hidden_phone = (lambda text: text) if is_revealed else masked_phone
    rows = [
        {
            "name": record.name or "",
            "source": record.source,
            "identity": hidden(record.identity_number or ""),
            "phone": hidden_phone(record.phone or ""),
            "address": (record.address or "") if is_revealed else _beginning(record.address or ""),
            "born": day(record.birth_date)
            if is_revealed
            else (str(record.birth_date.year) if record.birth_date else ""),
            "known": record.known_date,
        }
        for record in page.records
    ]
    columns = [
        Column("name", _("Name as written"), kind="name"),
        Column("identity", _("Identity number")),
        Column("phone", _("Telephone")),
        Column("source", _("Source")),
        Column("born", _("Born")),
        Column("address", _("Postal address"), kind="wrapped"),
        Column("known", _("Known since"), kind="day"),
    ]
    return Listing("records", columns, rows)


def _beginning(address: str) -> str:
    """The part of an address that does not lead to the door."""
    return f"{address[:6]}…" if len(address) > 6 else address


def _identity_reasons(page: CustomerPage) -> Iterator[Reason]:
    """Why the records are one, and where they differ."""
    names = {record.party_id: record.name or record.party_id for record in page.records}
    for reason in page.reasons:
        values = {"one": names.get(reason.party_id, ""), "other": names.get(reason.joined_party_id, "")}
        detail = f"{reason.party_id} = {reason.joined_party_id}"
        yield Reason(f"{code_name(reason.rule, 'rule')}: {values['one']} = {values['other']}", detail=detail)


PANELS = (
    Panel("summary", gettext_lazy("In short"), "customers/summary.html", summary),
    Panel("timeline", gettext_lazy("Everything known, the newest first"), "customers/timeline.html", timeline),
    Panel("due", gettext_lazy("Service due"), "customers/due.html", due, permission=Permission.SERVICE_VIEW),
    Panel("services", gettext_lazy("Services given"), "customers/services.html", relations),
    Panel("household", gettext_lazy("Household or group"), "customers/household.html", household),
    Panel("records", gettext_lazy("How we know who this is"), "customers/records.html", records),
    Panel("risk", gettext_lazy("Risk: what it is expected to cost"), "customers/risk.html", risk, column="right"),
    Panel("renewal", gettext_lazy("Renewal: whether it stays"), "customers/renewal.html", renewal, column="right"),
    Panel(
        "offered",
        gettext_lazy("Next year: what is offered"),
        "customers/offered.html",
        offered,
        permission=Permission.RENEWALS_VIEW,
        column="right",
    ),
    Panel("value", gettext_lazy("Value: what it is worth from now on"), "customers/value.html", value, column="right"),
    Panel("place", gettext_lazy("Place in the grid of risk and value"), "customers/place.html", place, column="right"),
    Panel("account", gettext_lazy("Account by year"), "customers/account.html", account, column="right"),
    Panel("policies", gettext_lazy("Policies"), "customers/policies.html", policies, column="right"),
    Panel("claims", gettext_lazy("Claims"), "customers/claims.html", claims, column="right"),
    Panel("prices", gettext_lazy("Offers and changes"), "customers/prices.html", prices, column="right"),
)
