"""One timeline of everything known of a customer: cover, prices, claims, contacts, services, opinions.

Reads the values of a dossier; gives `Happening`s, the newest first. A happening has a kind and facts rather than words,
so that every reader sees it in the own language; nothing that lies after the run's date is on it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from kehu.portfolio.holdings import (
    ClaimMade,
    ContactHad,
    OfferMade,
    PartyRecord,
    PolicyHeld,
    ReferralGiven,
    ServiceGiven,
    SurveyAnswered,
    TermChange,
    TermHeld,
)


@dataclass(frozen=True)
class Happening:
    """Something that happened with the customer on a day, as known on the run's date.

    `kind` is one of KINDS; `code` is what a list of codes explains (a peril, a medium, an outcome), `text` the source's
    own words, `reference` the id of the row that says so.
    """

    date: datetime.date
    kind: str
    reference: str
    policy_id: str | None = None
    line: str | None = None
    amount: Decimal | None = None
    code: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class Dossier:
    """What the timeline is made of."""

    records: tuple[PartyRecord, ...]
    policies: tuple[PolicyHeld, ...]
    changes: tuple[TermChange, ...]
    claims: tuple[ClaimMade, ...]
    offers: tuple[OfferMade, ...]
    contacts: tuple[ContactHad, ...]
    services: tuple[ServiceGiven, ...]
    surveys: tuple[SurveyAnswered, ...]
    referrals: tuple[ReferralGiven, ...]


KINDS = (
    *("record_known", "term_began", "term_cancelled", "term_expired", "endorsement", "offer_made", "offer_decided"),
    *("claim_occurred", "claim_reported", "claim_closed", "interaction", "service", "survey", "referral_given"),
)


def timeline(dossier: Dossier, *, as_of: datetime.date) -> tuple[Happening, ...]:
    """Everything up to a day, the newest first; of one day, what comes later in KINDS first."""
    lines = {policy.policy_id: policy.line for policy in dossier.policies}
    parts = (_cover(dossier.policies, dossier.changes), _prices(dossier.offers, lines), _claims(dossier.claims, lines))
    others = (_records(dossier.records), _relations(dossier, lines))
    happened = [one for part in (*parts, *others) for one in part if one.date <= as_of]
    return tuple(sorted(happened, key=lambda one: (one.date, KINDS.index(one.kind), one.reference), reverse=True))


def _records(records: Iterable[PartyRecord]) -> Iterator[Happening]:
    for record in records:
        yield Happening(record.known_date, "record_known", record.party_id, code=record.source)


def _cover(policies: Iterable[PolicyHeld], changes: Iterable[TermChange]) -> Iterator[Happening]:
    by_term: dict[str, PolicyHeld] = {}
    for policy in policies:
        for term, following in zip_longest(policy.terms, policy.terms[1:]):
            by_term[term.term_id] = policy
            yield from _term(policy, term, following)
    for change in changes:
        held = by_term.get(change.term_id)
        yield Happening(
            change.effective_date,
            "endorsement",
            change.endorsement_id,
            held.policy_id if held else None,
            held.line if held else None,
            change.premium_change,
            text=change.description,
        )


def _term(policy: PolicyHeld, term: TermHeld, following: TermHeld | None) -> Iterator[Happening]:
    """How a period begins and ends; one that the next follows without a gap does not end anything."""
    told = (term.term_id, policy.policy_id, policy.line)
    yield Happening(term.inception_date, "term_began", *told, term.written_premium, text=policy.product)
    if term.cancellation_date is not None:
        yield Happening(term.cancellation_date, "term_cancelled", *told)
    elif following is None or following.inception_date > term.expiry_date:
        yield Happening(term.expiry_date, "term_expired", *told)


def _prices(offers: Iterable[OfferMade], lines: Mapping[str, str]) -> Iterator[Happening]:
    for offer in offers:
        told = (offer.offer_id, offer.policy_id, lines.get(offer.policy_id), offer.offered_premium)
        yield Happening(offer.known_date, "offer_made", *told)
        if offer.decided_date is not None and offer.outcome is not None:
            yield Happening(offer.decided_date, "offer_decided", *told, code=offer.outcome)


def _claims(claims: Iterable[ClaimMade], lines: Mapping[str, str]) -> Iterator[Happening]:
    for claim in claims:
        told = (claim.claim_id, claim.policy_id, lines.get(claim.policy_id))
        incurred = (claim.paid or Decimal(0)) + (claim.outstanding or Decimal(0))
        yield Happening(claim.occurred_date, "claim_occurred", *told, incurred, code=claim.peril)
        if claim.reported_date != claim.occurred_date:
            yield Happening(claim.reported_date, "claim_reported", *told, code=claim.peril)
        if claim.closed_date is not None:
            yield Happening(claim.closed_date, "claim_closed", *told, claim.paid, code=claim.peril)


def _relations(dossier: Dossier, lines: Mapping[str, str]) -> Iterator[Happening]:
    for contact in dossier.contacts:
        line = lines.get(contact.policy_id or "")
        words = contact.topic or contact.note
        told = (contact.interaction_id, contact.policy_id, line)
        yield Happening(contact.occurred_date, "interaction", *told, code=contact.medium, text=words)
    for service in dossier.services:
        if not service.is_held_out:
            told = (service.service_id, service.policy_id, lines.get(service.policy_id or ""))
            yield Happening(service.given_date, "service", *told, code=service.kind, text=service.finding)
    for survey in dossier.surveys:
        score = None if survey.score is None else Decimal(str(survey.score))
        line = lines.get(survey.policy_id or "")
        opinion = Happening(survey.answered_date, "survey", survey.survey_id, survey.policy_id, line, score)
        yield replace(opinion, code=survey.event, text=survey.comment)
    for referral in dossier.referrals:
        yield Happening(referral.referred_date, "referral_given", referral.referral_id, text=referral.referred_party_id)
