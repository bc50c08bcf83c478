"""Renewals in words: lists, offers, gates, reasons, limits and what one more point of them costs.

Reads codes and figures of the engine; gives texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.engine.renewing import LimitFigures, OfferReason, RenewalOffer
from kehu_desk.ui.codes import NAMES, code_name
from kehu_desk.ui.figures import money, money_whole, percent
from kehu_desk.ui.values import Badge

TONES: Mapping[str, str] = {"pursue": "accent", "keep": "", "reprice": "weak", "decline": "poor"}
LEADS: Mapping[str, Any] = {
    "pursue": gettext_lazy("Good customers with most to lose, and those who are offered a lower price to stay."),
    "keep": gettext_lazy("Worth having at the price they pay: nothing changes."),
    "reprice": gettext_lazy("They stay at a higher price or on other terms: what they pay now does not carry them."),
    "decline": gettext_lazy("No price that may be asked carries them, and the law lets them go."),
}
GATES: Mapping[str, Any] = {
    "known": gettext_lazy("Known"),
    "lawful": gettext_lazy("Lawful"),
    "filed": gettext_lazy("Filed"),
    "fair": gettext_lazy("Fair"),
    "limits": gettext_lazy("Limits"),
    "chosen": gettext_lazy("Chosen"),
}
GATE_MEANINGS: Mapping[str, Any] = {
    "known": gettext_lazy("Premium, expected cost and renewal are known; the others are left as they are."),
    "lawful": gettext_lazy("Nobody is declined where the law forbids it."),
    "filed": gettext_lazy("Every price lies inside the range that is filed."),
    "fair": gettext_lazy("No price lies above that of new business where the law forbids it."),
    "limits": gettext_lazy("All offers together keep the limits of the plan."),
    "chosen": gettext_lazy("Some customers, drawn by chance, are offered the unchanged price, so that effects show."),
}
CHANGED: Mapping[str, Any] = NAMES["offer_changed"]
REASONS: Mapping[str, Any] = {
    "premium": gettext_lazy("Premium at the unchanged price"),
    "charges": gettext_lazy("Commission and expenses"),
    "rated_claims": gettext_lazy("Claims, as its risk is rated"),
    "own_record": gettext_lazy("Claims, by its own record"),
    "line_belief": gettext_lazy("Claims, as far as the line's few claims are not believed"),
    "service": gettext_lazy("Service"),
    "other_covers": gettext_lazy("Other covers that would go as well"),
    "price_or_terms": gettext_lazy("What the offer brings from those who would stay anyhow"),
    "staying": gettext_lazy("More or fewer stay"),
}
MEASURES: Mapping[str, Any] = {
    "kept": gettext_lazy("Customers kept"),
    "premium": gettext_lazy("Premium kept"),
    "rate_change": gettext_lazy("Mean change of price"),
    "declines": gettext_lazy("Renewals declined"),
    "discounts": gettext_lazy("Premium given up"),
}
SENSES: Mapping[str, Any] = {"at least": gettext_lazy("at least"), "at most": gettext_lazy("at most")}


MUCH = Decimal("0.1")  # of the claims as rated: what moves them by more is a reason to tell


def list_badge(name: str) -> Badge:
    """A list as a word in a box."""
    return Badge(code_name(name, "renewal_list"), TONES[name])


def offered(one: RenewalOffer) -> str:
    """What is offered, in a few words."""
    if one.offer == "decline":
        return _("No offer")
    price = money(one.proposed_premium)
    if one.offer == "terms":
        return _("%(price)s, %(terms)s") % {"price": price, "terms": one.terms}
    if one.offer == "share":
        return _("%(price)s, the risk shared") % {"price": price}
    return price


def corridor(one: RenewalOffer) -> str:
    """Walk-away price – technical price – highest price allowed."""
    known = (one.walk_away_price, one.technical_price, one.most_price)
    return " – ".join("∞" if amount is None else money_whole(amount) for amount in known)


def walk_away(one: RenewalOffer) -> str:
    """The walk-away price, or that there is none."""
    if one.walk_away_price is None:
        return _("no price that may be asked")
    return money(one.walk_away_price)


def beside_new_business(one: RenewalOffer, reasons: Iterable[OfferReason] = ()) -> str:
    """The proposed price beside what a new customer of the same risk would pay, with the reasons of the difference.

    The price of new business is the risk model's, which of a line with few claims hardly knows large from small.
    """
    amounts = {each.reason: abs(each.amount) for each in reasons}
    leans = amounts.get("line_belief", 0) > MUCH * amounts.get("rated_claims", 0)
    if one.new_business_price is None or not leans:
        return _beside(one)
    why = _("This line has few claims: its risk model hardly tells a large risk from a small one, nor does that price.")
    return f"{_beside(one)} {why}"


def _beside(one: RenewalOffer) -> str:
    """Both prices, and what a new price cannot know."""
    if one.new_business_price is None:
        return _("Too few new covers of this line tell what new business pays.")
    values = {"new": money(one.new_business_price)}
    if one.proposed_premium is None:
        return _("A new customer of the same risk would pay %(new)s.") % values
    difference = float(one.proposed_premium / one.new_business_price) - 1
    values |= {"difference": percent(abs(difference))}
    if abs(difference) < 0.005:
        return _("A new customer of the same risk would pay as much: %(new)s.") % values
    if difference > 0:
        told = _("A new customer of the same risk would pay %(new)s: the renewal is %(difference)s dearer.") % values
        why = _("A new price knows neither the own record nor what the cover paid before.")
        return f"{told} {why}"
    return _("A new customer of the same risk would pay %(new)s: the renewal is %(difference)s cheaper.") % values


def limit_cost(one: LimitFigures, *, currency: str) -> str:
    """What one more point of a limit would cost, as a sentence."""
    cost = {"cost": f"{money_whole(one.point_cost)} {currency}"}
    if one.short:
        return _("Out of reach: %(short)s are missing.") % {"short": percent(one.short)}
    if not one.point_cost:
        return _("It does not bind: the offers would be the same without it.")
    if one.sense == "at least":
        return _("One more point of it would cost %(cost)s of worth.") % cost
    return _("One more point of it would bring %(cost)s of worth.") % cost


def subject_name(subject: str) -> str:
    """Whose limit it is."""
    return _("Whole book") if subject == "all" else code_name(subject, "line")
