"""What a customer is worth from now on, and the place in the grid of risk and value.

Reads value and place of a `Judgement`; gives facts, sentences and a listing. Values look ahead; what the customer
brought so far is the account, and is said to be no part of them.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kehu_desk.engine import PlaceJudged, ValueJudged
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, interval, money_short
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Fact

REASONS = {
    "book_mean": gettext_lazy("Mean of the book"),
    "holdings": gettext_lazy("What it holds"),
    "premium": gettext_lazy("Premium"),
    "charges": gettext_lazy("Commission and expenses"),
    "rating": gettext_lazy("Expected claims by the rating factors"),
    "own_record": gettext_lazy("The customer's own record"),
    "service": gettext_lazy("Cost of service"),
    "renewal": gettext_lazy("Probability of the coming renewal"),
    "later_years": gettext_lazy("Years after it"),
}
ADVICE = {
    "keep": gettext_lazy("Keep: see that the customer stays, and at what service."),
    "grow": gettext_lazy("Grow: a good risk that brings little yet; offer more lines."),
    "convert": gettext_lazy("Convert: mend the risk or the price before it costs more."),
    "release": gettext_lazy("Release: do not fight for it, where the law allows."),
}


def facts(value: ValueJudged, *, currency: str) -> list[Fact]:
    """The parts of the value."""
    unknown = _("the book has no records of it")
    referred = ngettext("%(count)s customer brought", "%(count)s customers brought", value.referred_count or 0)
    between = interval((value.value_lower, value.value_upper)) if value.value_lower is not None else ""
    return [
        Fact(_("Lifetime value"), _amount(value.lifetime_value, currency), hint=between),
        Fact(
            _("Lines not held yet"),
            _amount(value.potential_value, currency),
            hint=_("probability that one is bought × its result"),
        ),
        Fact(_("Lifetime value and potential"), _amount(value.future_value, currency), hint=_rank(value)),
        Fact(
            _("Customers brought"),
            _amount(value.referral_value, currency),
            hint=unknown if value.referral_value is None else referred % {"count": count(value.referred_count)},
        ),
        Fact(_("Result of the coming twelve months"), _amount(value.coming_result, currency)),
    ]


def notes(value: ValueJudged) -> list[str]:
    """What a reader has to know of these figures."""
    told = [
        _(
            "The value counts the years after the coming renewals, each with the probability that the cover is still "
            "here. What the customer brought so far is the account below, and no part of it."
        )
    ]
    if value.policies_unvalued:
        unvalued = ngettext(
            "One cover has no value, since its premium or renewal cannot be known.",
            "%(count)s covers have no value, since their premium or renewal cannot be known.",
            value.policies_unvalued,
        )
        told.append(unvalued % {"count": count(value.policies_unvalued)})
    return told


def reasons(value: ValueJudged) -> Listing:
    """From the mean of the book to this customer, in amounts that add up."""
    amounts = {one.reason: one.amount for one in value.reasons}
    rows = [{"reason": str(name), "amount": amounts[code]} for code, name in REASONS.items() if amounts.get(code)]
    columns = [Column("reason", _("Why"), kind="name"), Column("amount", _("Adds"), kind="signed_money", on_phone=True)]
    total = {"reason": _("Lifetime value"), "amount": value.lifetime_value}
    return Listing("value-reasons", columns, rows, total=total if rows else None)


def place_facts(place: PlaceJudged) -> list[Fact]:
    """The cell, what to do there, and the cell before."""
    return [
        Fact(_("Risk grade"), code_name(place.grade, "grade"), hint=_("A is the best, E the worst")),
        Fact(_("Tier by value"), code_name(place.tier, "place"), hint=_("by lifetime value and potential")),
        Fact(_("Strategy"), code_name(place.strategy, "strategy")),
        Fact(_("In the run before"), former(place)),
    ]


def former(place: PlaceJudged) -> str:
    """The cell in the run before, in words."""
    if place.is_newcomer:
        return _("new since then")
    if place.former_grade is None or place.former_tier is None:
        return _("there was no run before")
    if (place.former_grade, place.former_tier) == (place.grade, place.tier):
        return _("the same place")
    values = {"grade": code_name(place.former_grade, "grade"), "tier": code_name(place.former_tier, "place")}
    return _("risk %(grade)s, %(tier)s") % values


def advice(place: PlaceJudged) -> str:
    """What the strategy means."""
    return str(ADVICE[place.strategy]) if place.strategy else _("Risk or value is not known, so no strategy is named.")


def _rank(value: ValueJudged) -> str:
    if value.rank is None:
        return ""
    return _("place %(rank)s of the book") % {"rank": count(value.rank)}


def _amount(amount: object, currency: str) -> str:
    return "" if amount is None else f"{money_short(amount)} {currency}"
