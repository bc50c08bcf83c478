"""The head of a customer's page: who it is, and the figures that matter, each with a word.

Reads a `CustomerPage`; gives a `Head`: the next action with its reason, how good a risk, whether it stays, what it is
worth from now on, and what it brought so far. What a run does not judge is a dash with a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehu_desk.customers.risks import TONES
from kehu_desk.engine import CustomerPage, NextAction
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import NONE, count, day, interval, money_short, money_whole, percent
from kehu_desk.ui.values import Figure

HEALTHY, UNHEALTHY = 0.9, 1.0  # combined ratios up to which an account is called good, and above which poor


@dataclass(frozen=True)
class Head:
    """The customer's name, what sort it is and whose, and its figures."""

    name: str
    lead: str
    figures: tuple[Figure, ...]
    action: str = ""


def head(page: CustomerPage) -> Head:
    """The head of a page."""
    told = _action(page.judgement.next_action, currency=page.currency)
    return Head(page.name or page.customer_id, " · ".join(_facts(page)), tuple(_figures(page)), told)


def _action(one: NextAction | None, *, currency: str) -> str:
    """The next action, with its reason, as a sentence; nothing where there is none."""
    if one is None:
        return ""
    values = {"amount": f"{money_whole(one.amount)} {currency}"}
    if one.service is not None:
        values |= {"service": code_name(one.service.kind, "service")}
        return _("Give the customer: %(service)s. It is expected to bring %(amount)s.") % values
    if one.offer is None:
        return ""
    values |= {"line": code_name(one.offer.line, "line"), "date": day(one.offer.renewal_date)}
    values |= {"premium": f"{money_whole(one.offer.proposed_premium)} {currency}"}
    if one.kind == "pursue":
        told = _("Speak with the customer before %(date)s about %(line)s: %(amount)s would be lost with the customer.")
    elif one.kind == "reprice":
        told = _("Renew %(line)s on %(date)s at %(premium)s: it adds %(amount)s to what the customer is worth.")
    else:
        told = _("Make no offer for %(line)s on %(date)s: it saves %(amount)s.")
    return told % values


def _facts(page: CustomerPage) -> Iterator[str]:
    """What one says of a customer in a line."""
    yield code_name(page.kind, "kind")
    yield page.customer_id
    if page.branch:
        yield page.branch.replace("/", " / ")
    if page.producer_id:
        yield _("looked after by %(producer)s") % {"producer": page.producer_name or page.producer_id}
    if page.channel:
        yield code_name(page.channel, "channel")
    if page.customer_since_date:
        yield _("customer since %(date)s") % {"date": day(page.customer_since_date)}


def _figures(page: CustomerPage) -> Iterator[Figure]:
    yield _risk(page)
    yield _renewal(page)
    yield _value(page)
    yield _result(page)


def _risk(page: CustomerPage) -> Figure:
    risk = page.judgement.risk
    if risk is None or risk.grade is None:
        return Figure(_("Risk grade"), NONE, word=_unjudged(page))
    word = _("expected cost %(index)s of its like; A is best") % {"index": percent(risk.risk_index, 0)}
    return Figure(_("Risk grade"), risk.grade, word=word, tone=TONES.get(risk.grade, ""), href="#risk")


def _renewal(page: CustomerPage) -> Figure:
    judged = page.judgement.renewal
    probability = judged.renewal_probability if judged else None
    if page.next_expiry_date is None:
        return Figure(_("Renewal probability"), percent(probability), word=_("no cover now"))
    days = (page.next_expiry_date - page.as_of).days
    values = {"date": day(page.next_expiry_date), "count": count(days)}
    word = ngettext("next on %(date)s, in %(count)s day", "next on %(date)s, in %(count)s days", days) % values
    return Figure(_("Renewal probability"), percent(probability, 0), word=word, href="#renewal" if judged else "")


def _value(page: CustomerPage) -> Figure:
    value = page.judgement.value
    if value is None or value.lifetime_value is None:
        return Figure(_("Lifetime value"), NONE, word=_unjudged(page))
    between = interval((value.value_lower, value.value_upper))
    word = _("from the next renewals on; %(between)s") % {"between": between}
    return Figure(_("Lifetime value"), money_short(value.lifetime_value), unit=page.currency, word=word, href="#value")


def _result(page: CustomerPage) -> Figure:
    """The account so far, and whether the premium pays for it."""
    ratio, result = page.figures.combined_ratio, money_short(page.figures.result)
    if ratio is None:
        word = _("no premium is known") if page.account else _("no account yet")
        return Figure(_("Result to date"), result, unit=page.currency, word=word)
    told, tone = _("combined ratio %(ratio)s: pays its way"), "good"
    if ratio > HEALTHY:
        told, tone = _("combined ratio %(ratio)s: just pays its way"), "middling"
    if ratio > UNHEALTHY:
        told, tone = _("combined ratio %(ratio)s: costs more than it brings"), "poor"
    word = told % {"ratio": percent(ratio, 0)}
    return Figure(_("Result to date"), result, unit=page.currency, word=word, tone=tone, href="#account")


def _unjudged(page: CustomerPage) -> str:
    """Why something is not known of a customer."""
    return _("not judged in this run") if page.policies_in_force else _("no cover now")
