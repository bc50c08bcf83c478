"""The paragraph that sums a customer up: whole sentences, made from facts, in the reader's language.

Reads a `CustomerPage`; gives sentences. Each says one thing and is left out where there is nothing to say; none is
glued from parts, so that every language can say it in its own order. What is doubtful about the data is said as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kehu_desk.engine import CustomerPage
from kehu_desk.ui.codes import code_name, code_names
from kehu_desk.ui.figures import count, day, interval, money_short, percent

SOON = 90  # days before a renewal from which it is spoken of as near


def sentences(page: CustomerPage) -> list[str]:
    """What there is to say about a customer, the most important first."""
    parts = (_who, _account, _claims, _judged, _next, _offers, _contact, _doubts)
    return [sentence for part in parts for sentence in part(page)]


def _who(page: CustomerPage) -> Iterator[str]:
    values = {"since": day(page.customer_since_date), "lines": code_names(page.lines, "line")}
    if not page.policies:
        yield _("No policy stands under this customer.")
    elif not page.policies_in_force:
        yield _("Customer since %(since)s; no cover is in force now.") % values
    else:
        values |= {"count": count(page.policies_in_force)}
        told = ngettext(
            "Customer since %(since)s; one policy is in force: %(lines)s.",
            "Customer since %(since)s; %(count)s policies are in force: %(lines)s.",
            page.policies_in_force,
        )
        yield told % values


def _account(page: CustomerPage) -> Iterator[str]:
    figures = page.figures
    if not page.account:
        return
    values = {
        "premium": money_short(figures.earned_premium),
        "result": money_short(abs(figures.result)),
        "currency": page.currency,
        "ratio": percent(figures.combined_ratio, 0),
        "rank": count(page.rank),
        "customers": count(page.customer_count),
    }
    if not figures.earned_premium:
        yield _("The source gives no premium for this business, so no result can be told.")
    elif figures.result >= 0:
        yield (
            _(
                "So far the account has brought %(result)s %(currency)s on %(premium)s of earned premium (combined "
                "ratio %(ratio)s): place %(rank)s of %(customers)s by result."
            )
            % values
        )
    else:
        yield (
            _(
                "So far the account has lost %(result)s %(currency)s on %(premium)s of earned premium (combined "
                "ratio %(ratio)s): place %(rank)s of %(customers)s by result."
            )
            % values
        )


def _claims(page: CustomerPage) -> Iterator[str]:
    if not page.claims:
        if page.policies:
            yield _("There has never been a claim.")
        return
    last = page.claims[-1]
    number = sum(claim.claim_count or 0 for claim in page.claims) or len(page.claims)
    values = {
        "count": count(number),
        "incurred": money_short(page.figures.incurred),
        "date": day(last.occurred_date),
        "peril": code_name(last.peril, "peril") or _("not named"),
    }
    yield (
        ngettext(
            "One claim cost %(incurred)s: on %(date)s (%(peril)s).",
            "%(count)s claims cost %(incurred)s; the last was on %(date)s (%(peril)s).",
            number,
        )
        % values
    )


def _judged(page: CustomerPage) -> Iterator[str]:
    """Risk, renewal, value and place, a sentence each."""
    risk, renewal, value, place = (getattr(page.judgement, name) for name in ("risk", "renewal", "value", "place"))
    if risk and risk.grade:
        values = {"grade": risk.grade, "index": percent(risk.risk_index, 0)}
        yield _("Risk grade %(grade)s (A is best): it is expected to cost %(index)s of what its like costs.") % values
    if renewal and renewal.renewal_probability is not None:
        values = {"probability": percent(renewal.renewal_probability, 0)}
        yield _("What is in force renews with a probability of %(probability)s.") % values
    if value and value.lifetime_value is not None:
        between = interval((value.value_lower, value.value_upper))
        values = {"value": money_short(value.lifetime_value), "currency": page.currency, "between": between}
        yield _("From the coming renewals on it is worth %(value)s %(currency)s (%(between)s).") % values
    if place and place.strategy:
        values = {"tier": code_name(place.tier, "tier"), "strategy": code_name(place.strategy, "strategy")}
        yield _("By value it stands in %(tier)s; strategy: %(strategy)s.") % values


def _next(page: CustomerPage) -> Iterator[str]:
    if page.next_expiry_date is None:
        return
    days = (page.next_expiry_date - page.as_of).days
    values = {"date": day(page.next_expiry_date), "days": count(days), "premium": money_short(page.premium_in_force)}
    if days <= SOON:
        yield (
            ngettext(
                "The next renewal is due on %(date)s, in one day.",
                "The next renewal is due on %(date)s, in %(days)s days.",
                days,
            )
            % values
        )
    else:
        yield _("The next renewal is due on %(date)s.") % values


def _offers(page: CustomerPage) -> Iterator[str]:
    declined = [offer for offer in page.offers if offer.outcome == "declined"]
    if not declined:
        return
    last = max(declined, key=lambda offer: offer.renewal_date)
    values = {"count": count(len(declined)), "date": day(last.renewal_date)}
    yield (
        ngettext(
            "One renewal offer was declined, that of %(date)s.",
            "%(count)s renewal offers were declined, the last that of %(date)s.",
            len(declined),
        )
        % values
    )


def _contact(page: CustomerPage) -> Iterator[str]:
    dates = [contact.occurred_date for contact in page.contacts]
    dates += [service.given_date for service in page.services if not service.is_held_out]
    if dates:
        yield _("The last contact or service was on %(date)s.") % {"date": day(max(dates))}
    elif page.policies_in_force and not page.claims:
        yield _(
            "Nobody has been in touch, and no service has been given: a customer without claims who is served by none."
        )


def _doubts(page: CustomerPage) -> Iterator[str]:
    names = {record.name for record in page.records if record.name}
    if len(names) > 1:
        values = {"names": count(len(names)), "records": count(len(page.records))}
        yield _("%(records)s records stand behind this customer, under %(names)s ways of writing the name.") % values
    if page.records and not any(record.phone for record in page.records):
        yield _("No telephone number is known.")
    if page.records and not any(record.identity_number for record in page.records):
        yield _("No identity number is known, so records of other sources cannot be joined safely.")
    if page.figures.unpriced_incurred > Decimal(0):
        values = {"incurred": money_short(page.figures.unpriced_incurred)}
        yield (
            _("Claims of %(incurred)s stand on business without a known premium; the result leaves them out.") % values
        )
