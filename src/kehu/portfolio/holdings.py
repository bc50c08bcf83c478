"""What a customer holds and what happened, row by row, as values that cross to the command line and the desk.

Declares a frozen value for every kind of row of a dossier; reads nothing. Fields carry the names and units of the
columns of the tables (`docs/reference/tables.md`).
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from kehu.portfolio.figures import Figures


@dataclass(frozen=True)
class PartyRecord:
    """A party record behind the customer, as its source sent it."""

    party_id: str
    source: str
    kind: str
    name: str | None
    identity_type: str | None
    identity_number: str | None
    birth_date: datetime.date | None
    licence_date: datetime.date | None
    phone: str | None
    email: str | None
    address: str | None
    known_date: datetime.date
    postcode: str | None = None
    region: str | None = None
    gender: str | None = None
    industry: str | None = None


@dataclass(frozen=True)
class FieldHeld:
    """What is held for true of the customer in one field, and why; `source` is empty for what a person set."""

    field: str
    value: str
    why: str
    party_id: str
    source: str | None
    known_date: datetime.date | None
    record_count: int
    value_count: int
    agreeing_count: int
    by: str | None
    reason: str | None


@dataclass(frozen=True)
class Reason:
    """Why a record belongs to the customer: the rule that joined it to another."""

    rule: str
    party_id: str
    joined_party_id: str


@dataclass(frozen=True)
class TermHeld:
    """A period of cover."""

    term_id: str
    inception_date: datetime.date
    expiry_date: datetime.date
    cancellation_date: datetime.date | None
    written_premium: Decimal | None
    sum_insured: Decimal | None


@dataclass(frozen=True)
class PolicyHeld:
    """A policy and its periods of cover, in their order."""

    policy_id: str
    line: str
    product: str | None
    channel: str
    branch: str
    producer_id: str | None
    is_in_force: bool
    terms: tuple[TermHeld, ...]
    party_id: str | None = None


@dataclass(frozen=True)
class ClaimMade:
    """A claim on one of the customer's policies."""

    claim_id: str
    policy_id: str
    occurred_date: datetime.date
    reported_date: datetime.date
    closed_date: datetime.date | None
    peril: str | None
    claim_count: int | None
    paid: Decimal | None
    outstanding: Decimal | None


@dataclass(frozen=True)
class ObjectInsured:
    """A thing, place or group of people that a policy covers."""

    object_id: str
    policy_id: str
    kind: str
    description: str | None
    plate: str | None
    vin: str | None
    address: str | None
    sum_insured: Decimal | None


@dataclass(frozen=True)
class TermChange:
    """A change of a term during its life."""

    endorsement_id: str
    term_id: str
    effective_date: datetime.date
    premium_change: Decimal
    description: str | None


@dataclass(frozen=True)
class OfferMade:
    """An offer to renew a policy, and what came of it."""

    offer_id: str
    policy_id: str
    renewal_date: datetime.date
    expiring_premium: Decimal | None
    offered_premium: Decimal | None
    outcome: str | None
    decided_date: datetime.date | None
    known_date: datetime.date


@dataclass(frozen=True)
class ContactHad:
    """A contact with the customer, on any medium."""

    interaction_id: str
    policy_id: str | None
    medium: str
    direction: str | None
    topic: str | None
    note: str | None
    occurred_date: datetime.date


@dataclass(frozen=True)
class ServiceGiven:
    """A service given to the customer, or held back at random to measure its effect."""

    service_id: str
    policy_id: str | None
    kind: str
    given_date: datetime.date
    cost: Decimal | None
    is_held_out: bool | None
    finding: str | None


@dataclass(frozen=True)
class SurveyAnswered:
    """What the customer said when asked."""

    survey_id: str
    policy_id: str | None
    event: str | None
    score: float | None
    comment: str | None
    answered_date: datetime.date


@dataclass(frozen=True)
class ReferralGiven:
    """Another party whom the customer brought."""

    referral_id: str
    referred_party_id: str
    referred_date: datetime.date


@dataclass(frozen=True)
class AccountYear:
    """The customer's account in one line and year."""

    year: int
    line: str
    figures: Figures
