"""Renewals as figures, facts and lists.

Reads values of the engine; gives the values that components draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kehu_desk.engine.renewing import (
    FrontierPoint,
    GateFigures,
    LimitFigures,
    ListFigures,
    RenewalOffer,
    RenewalOffers,
    ScenarioFigures,
)
from kehu_desk.renewals import words
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, day, money, money_whole, percent, signed_money
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Badge, Empty, Fact, Figure, Reason

ALL = "all"
UNCHANGED = "unchanged"


def lists(found: Sequence[ListFigures], *, currency: str, shown: str, line: str) -> list[Figure]:
    """The four lists as figures that lead to them."""
    return [
        Figure(
            code_name(one.list, "renewal_list"),
            count(one.count),
            word=_("%(premium)s of premium") % {"premium": f"{money_whole(one.expiring_premium)} {currency}"},
            tone="accent" if one.list == shown else "",
            href=f"?{urlencode({'list': one.list} | ({'line': line} if line else {}))}",
        )
        for one in found
    ]


def offers(
    found: RenewalOffers, *, names: Mapping[str, str], currency: str, next_key: str, previous_key: str
) -> Listing:
    """Renewals of a list, with what each is offered and why."""
    rows = [_row(one, names) for one in found.rows]
    columns = [
        Column("name", _("Customer"), kind="name"),
        Column("line", _("Line"), kind="code", code="line"),
        Column("date", _("Renews"), kind="day"),
        Column("expiring", _("Expiring"), kind="money_whole", unit=currency),
        Column("offered", _("Offered"), on_phone=True),
        Column("change", _("Change"), kind="percent"),
        Column("corridor", _("Walk away – technical – cap")),
        Column("adequacy", _("Paid of the technical price"), kind="percent"),
        Column("renewal", _("Renews at that"), kind="percent", on_phone=True),
        Column("worth", _("Worth"), kind="money_whole", unit=currency, on_phone=True),
        Column("why", _("Moved by"), kind="badge"),
    ]
    empty = Empty(_("Nobody stands on this list"), icon="checks")
    return Listing(
        "offers",
        columns,
        rows,
        href=lambda row: str(row["href"]),
        next_key=next_key,
        previous_key=previous_key,
        count=found.count,
        empty=empty,
    )


def _row(one: RenewalOffer, names: Mapping[str, str]) -> dict[str, object]:
    return {
        "name": names.get(one.customer_id) or one.customer_id,
        "line": one.line,
        "date": one.renewal_date,
        "expiring": one.expiring_premium,
        "offered": words.offered(one),
        "change": one.price_change,
        "corridor": words.corridor(one),
        "adequacy": one.expiring_premium / one.technical_price if one.technical_price else None,
        "renewal": one.renewal_proposed if one.proposed_premium is not None else one.renewal_unchanged,
        "worth": one.value_proposed if one.proposed_premium is not None else one.value_unchanged,
        "why": _why(one),
        "href": reverse("renewal", args=[one.term_id]),
    }


def _why(one: RenewalOffer) -> Badge | None:
    """The last gate that changed the offer, or that nothing did."""
    if not one.gates:
        return None
    gate = one.gates[-1]
    return Badge(str(words.GATES[gate]), "accent" if gate == "chosen" else "weak", hint=str(words.CHANGED[gate]))


def figures(one: RenewalOffer, *, currency: str) -> list[Figure]:
    """A renewal's figures: the offer, the change, staying, worth."""
    between = {"lower": percent(one.renewal_pessimistic, 0), "upper": percent(one.renewal_optimistic, 0)}
    values = {"lower": money_whole(one.value_pessimistic), "upper": money_whole(one.value_optimistic)}
    return [
        Figure(
            _("Offered"),
            words.offered(one),
            unit="" if one.proposed_premium is None else currency,
            word=_on_expiring(one),
        ),
        Figure(
            _("Renews at that"),
            percent(one.renewal_proposed, 0),
            word=_("%(lower)s – %(upper)s, by how much prices matter") % between,
        ),
        Figure(
            _("Worth"),
            money_whole(one.value_proposed),
            unit=currency,
            word=_("%(lower)s – %(upper)s, by how much prices matter") % values,
        ),
        Figure(_("What leaving would cost"), money_whole(one.stake), unit=currency),
    ]


def _on_expiring(one: RenewalOffer) -> str:
    """The change of the price, in words; nothing where nothing is offered."""
    if one.price_change is None:
        return ""
    return _("%(change)s on the expiring premium") % {"change": percent(one.price_change)}


def facts(one: RenewalOffer) -> list[Fact]:
    """The corridor of the price, and what it stands in."""
    return [
        Fact(_("Renews"), day(one.renewal_date)),
        Fact(_("Expiring premium"), money(one.expiring_premium)),
        Fact(_("Lowest price allowed"), money(one.least_price) if one.least_price is not None else _("no bound")),
        Fact(_("Walk-away price"), words.walk_away(one), hint=_("Below it the customer is not worth having")),
        Fact(
            _("Technical price"),
            money(one.technical_price),
            hint=_("At it the cover pays; few claims lean on the rate"),
        ),
        Fact(_("Highest price allowed"), money(one.most_price) if one.most_price is not None else _("no bound")),
        Fact(_("Renews at the unchanged price"), percent(one.renewal_unchanged, 0)),
        Fact(_("Worth at the unchanged price"), signed_money(one.value_unchanged)),
    ]


def gates_of(one: RenewalOffer) -> list[Reason]:
    """The gates that changed an offer, as sentences; or that none did."""
    told = [Reason(str(words.CHANGED[gate]), "weak", detail=str(words.GATES[gate])) for gate in one.gates]
    return told or [Reason(_("No gate changed it: it is the best offer by itself."), "good")]


def scenarios(found: Sequence[ScenarioFigures], *, currency: str) -> Listing:
    """The scenarios beside the book at unchanged prices."""
    rows = [
        {
            "name": _("Unchanged prices") if one.scenario == UNCHANGED else one.scenario,
            "state": _state(one),
            "kept": one.kept_share,
            "rate": one.renewal_rate,
            "change": one.price_change,
            "premium": one.premium,
            "ratio": one.combined_ratio,
            "result": one.result,
            "worth": one.value,
            "dearer": one.dearer_count,
            "cheaper": one.cheaper_count,
            "declined": one.decline_count,
        }
        for one in found
    ]
    columns = [
        Column("name", _("Scenario"), kind="name"),
        Column("state", "", kind="badge"),
        Column("kept", _("Customers kept"), kind="percent", on_phone=True),
        Column("rate", _("Covers that renew"), kind="percent"),
        Column("change", _("Mean change of price"), kind="percent"),
        Column("premium", _("Premium next year"), kind="money_whole", unit=currency),
        Column("ratio", _("Combined ratio"), kind="percent", on_phone=True),
        Column("result", _("Result next year"), kind="money_whole", unit=currency, on_phone=True),
        Column("worth", _("Worth"), kind="money_whole", unit=currency, on_phone=True),
        Column("dearer", _("Dearer"), kind="count"),
        Column("cheaper", _("Cheaper"), kind="count"),
        Column("declined", _("Declined"), kind="count"),
    ]
    return Listing("scenarios", columns, rows, is_cards=True)


def _state(one: ScenarioFigures) -> Badge | None:
    if not one.is_within:
        return Badge(_("Limits out of reach"), "poor")
    return Badge(_("Followed"), "accent") if one.is_followed else None


def limits(found: Sequence[LimitFigures], *, currency: str) -> Listing:
    """The limits with what one more point of each would cost."""
    rows = [
        {
            "scenario": one.scenario,
            "limit": f"{words.MEASURES[one.measure]} {words.SENSES[one.sense]} {percent(one.bound)}",
            "subject": words.subject_name(one.subject),
            "used": one.used,
            "cost": words.limit_cost(one, currency=currency),
        }
        for one in found
    ]
    columns = [
        Column("limit", _("Limit"), kind="name"),
        Column("scenario", _("Scenario")),
        Column("subject", _("Of")),
        Column("used", _("Reached"), kind="percent", on_phone=True),
        Column("cost", _("What it costs"), kind="wrapped", on_phone=True),
    ]
    return Listing("limits", columns, rows, is_cards=True, empty=Empty(_("No scenario has a limit")))


def gates(found: Sequence[GateFigures], *, currency: str) -> Listing:
    """The gates in their order, with whom each changed and what it costs."""
    rows = [
        {
            "gate": str(words.GATES[one.gate]),
            "meaning": str(words.GATE_MEANINGS[one.gate]),
            "came": one.renewal_count,
            "stopped": one.stopped_count,
            "changed": one.changed_count,
            "lost": one.value_lost,
        }
        for one in found
    ]
    columns = [
        Column("gate", _("Gate"), kind="name"),
        Column("meaning", _("What it sees to"), kind="wrapped"),
        Column("came", _("Renewals"), kind="count", on_phone=True),
        Column("stopped", _("Not decided"), kind="count"),
        Column("changed", _("Changed"), kind="count", on_phone=True),
        Column("lost", _("Costs"), kind="money_whole", unit=currency, on_phone=True),
    ]
    return Listing("gates", columns, rows, is_cards=True)


def point(one: FrontierPoint, *, currency: str) -> list[Figure]:
    """What keeping so many customers comes to."""
    cost = {"cost": f"{money_whole(one.point_cost)} {currency}"}
    told = _("one more point costs %(cost)s") % cost if one.point_cost else _("more come by themselves")
    declined = _("%(count)s declined") % {"count": count(one.decline_count)}
    return [
        Figure(_("Customers kept"), percent(one.kept_share), word=told),
        Figure(_("Worth"), money_whole(one.value), unit=currency),
        Figure(_("Result next year"), money_whole(one.result), unit=currency),
        Figure(_("Combined ratio"), percent(one.combined_ratio)),
        Figure(_("Dearer and cheaper"), f"{count(one.dearer_count)} · {count(one.cheaper_count)}", word=declined),
    ]
