"""A customer's page: who it is, why its records are one, what it holds and brings, what happened, how it is judged.

Reads a run's files by the customer's key (`stores/keyed.py`); gives a `CustomerPage`, frozen and free of frames.
A page costs the same in a large book as in a small one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, TypeVar

from kehu.assumptions import FIELDS
from kehu.engines import rows_in
from kehu.portfolio.figures import Figures, added
from kehu.portfolio.holdings import (
    AccountYear,
    ClaimMade,
    ContactHad,
    FieldHeld,
    ObjectInsured,
    OfferMade,
    PartyRecord,
    PolicyHeld,
    Reason,
    ReferralGiven,
    ServiceGiven,
    SurveyAnswered,
    TermChange,
    TermHeld,
)
from kehu.portfolio.households import HouseholdMember, SharedRisk, household_of, shared_with
from kehu.portfolio.judgements import Judgement, judgement
from kehu.portfolio.timeline import Dossier, Happening, timeline
from kehu.stores.keyed import Row, rows_of
from kehu.stores.run_folders import RunFolder

Held = TypeVar("Held")


class UnknownCustomerError(LookupError):
    """There is no customer of that id in the run; the message says what to do."""


@dataclass(frozen=True)
class CustomerPage:
    """Everything about one customer in a run. `asked_for` is the id asked for, which may be a former one.

    `premium_in_force` is what is written for the terms in force on the run's date; None where no premium is known.
    """

    run: str
    as_of: datetime.date
    currency: str
    asked_for: str
    customer_id: str
    kind: str
    name: str | None
    customer_since_date: datetime.date | None
    next_expiry_date: datetime.date | None
    branch: str | None
    channel: str | None
    producer_id: str | None
    producer_name: str | None
    policies_in_force: int
    lines_in_force: int
    lines: tuple[str, ...]
    rank: int | None
    tier: str | None
    customer_count: int
    premium_in_force: Decimal | None
    figures: Figures
    account: tuple[AccountYear, ...]
    records: tuple[PartyRecord, ...]
    reasons: tuple[Reason, ...]
    policies: tuple[PolicyHeld, ...]
    claims: tuple[ClaimMade, ...]
    objects: tuple[ObjectInsured, ...]
    changes: tuple[TermChange, ...]
    offers: tuple[OfferMade, ...]
    contacts: tuple[ContactHad, ...]
    services: tuple[ServiceGiven, ...]
    surveys: tuple[SurveyAnswered, ...]
    referrals: tuple[ReferralGiven, ...]
    timeline: tuple[Happening, ...]
    judgement: Judgement
    household: tuple[HouseholdMember, ...] = ()
    shared_risks: tuple[SharedRisk, ...] = ()
    golden_record: tuple[FieldHeld, ...] = ()


def customer_page(run: RunFolder, customer_id: str) -> CustomerPage:
    """The page of a customer, also by an id that an earlier run gave.

    Raises UnknownCustomerError where there is none.
    """
    manifest = run.manifest
    as_of = datetime.date.fromisoformat(manifest["as_of"])
    found = _find(run, customer_id)
    key = found["customer_id"]
    ranked = next(iter(_own(run, "customer_results", key)), None)
    dossier = _dossier(run, key, as_of)
    return CustomerPage(
        run=run.label,
        as_of=as_of,
        currency=manifest["parameters"]["currency"],
        asked_for=customer_id,
        **{name: found[name] for name in WHO},
        lines=tuple((found["lines"] or "").split(",")) if found["lines"] else (),
        rank=ranked["rank"] if ranked else None,
        tier=ranked["tier"] if ranked else None,
        customer_count=rows_in(run.table("customer_results")),
        premium_in_force=_premium_in_force(dossier.policies, as_of),
        **_account(run, key),
        golden_record=_golden_record(run, key),
        reasons=_all(Reason, _own(run, "dossier_identity_reasons", key), "rule", "party_id"),
        objects=_all(ObjectInsured, _own(run, "dossier_insured_objects", key), "policy_id", "object_id"),
        **{field.name: getattr(dossier, field.name) for field in fields(Dossier)},
        timeline=timeline(dossier, as_of=as_of),
        judgement=judgement(run, key),
        household=household_of(run, key),
        shared_risks=shared_with(run, key),
    )


WHO = (
    *("customer_id", "kind", "name", "customer_since_date", "next_expiry_date", "branch", "channel"),
    *("producer_id", "producer_name", "policies_in_force", "lines_in_force"),
)


def _find(run: RunFolder, customer_id: str) -> Row:
    found = _own(run, "customers", customer_id)
    if not found:
        moved = rows_of(run.table("identity_redirects"), "former_customer_id", customer_id)
        found = [row for redirect in moved for row in _own(run, "customers", redirect["customer_id"])]
    if not found:
        raise UnknownCustomerError(
            f"There is no customer {customer_id!r} in {run.label}. `kehu show customers` lists the best and the worst; "
            "`kehu export FILE.xlsx` lists them all."
        )
    return found[0]


def _own(run: RunFolder, name: str, key: str) -> list[Row]:
    """The customer's rows of a table of the run."""
    return rows_of(run.table(name), "customer_id", key)


def party_records(run: RunFolder, customer_id: str) -> tuple[PartyRecord, ...]:
    """The records behind a customer of the run, the earliest known first; none for an id that it does not give."""
    return _all(PartyRecord, _own(run, "dossier_parties", customer_id), "known_date", "party_id")


def _golden_record(run: RunFolder, key: str) -> tuple[FieldHeld, ...]:
    """What is held for true of the customer; nothing in runs from before it was chosen."""
    if not run.table("customer_fields").is_file():
        return ()
    found = {row["field"]: row for row in _own(run, "customer_fields", key)}
    return tuple(_value(FieldHeld, found[field]) for field in FIELDS if field in found)


def _dossier(run: RunFolder, key: str, as_of: datetime.date) -> Dossier:
    """The customer's dossier, each part in the order of its days."""
    return Dossier(
        records=party_records(run, key),
        policies=_policies(_own(run, "dossier_policies", key), _own(run, "dossier_terms", key), as_of),
        changes=_all(TermChange, _own(run, "dossier_endorsements", key), "effective_date", "endorsement_id"),
        claims=_all(ClaimMade, _own(run, "dossier_claims", key), "occurred_date", "claim_id"),
        offers=_all(OfferMade, _own(run, "dossier_renewal_offers", key), "renewal_date", "offer_id"),
        contacts=_all(ContactHad, _own(run, "dossier_interactions", key), "occurred_date", "interaction_id"),
        services=_all(ServiceGiven, _own(run, "dossier_services", key), "given_date", "service_id"),
        surveys=_all(SurveyAnswered, _own(run, "dossier_surveys", key), "answered_date", "survey_id"),
        referrals=_all(ReferralGiven, _own(run, "dossier_referrals", key), "referred_date", "referral_id"),
    )


def _all(kind: type[Held], rows: Iterable[Row], *order: str) -> tuple[Held, ...]:
    """Rows as values of a kind, in the order of some columns."""
    return tuple(_value(kind, row) for row in sorted(rows, key=lambda row: tuple(row[name] for name in order)))


def _value(kind: type[Held], row: Mapping[str, Any]) -> Held:
    names = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return kind(**{name: row[name] for name in names})


def _policies(policies: list[Row], terms: list[Row], as_of: datetime.date) -> tuple[PolicyHeld, ...]:
    held: dict[str, list[TermHeld]] = {row["policy_id"]: [] for row in policies}
    for row in sorted(terms, key=lambda row: (row["inception_date"], row["term_id"])):
        held[row["policy_id"]].append(_value(TermHeld, row))
    told = ("policy_id", "party_id", "line", "product", "channel", "branch", "producer_id")
    return tuple(
        PolicyHeld(
            **{name: row[name] for name in told},
            is_in_force=any(is_in_force(term, as_of) for term in held[row["policy_id"]]),
            terms=tuple(held[row["policy_id"]]),
        )
        for row in sorted(policies, key=lambda row: str(row["policy_id"]))
    )


def is_in_force(term: TermHeld, date: datetime.date) -> bool:
    """Whether a period covers a day."""
    end = min(term.expiry_date, term.cancellation_date or term.expiry_date)
    return term.inception_date <= date < end


def _premium_in_force(policies: Iterable[PolicyHeld], as_of: datetime.date) -> Decimal | None:
    premiums = [term.written_premium for policy in policies for term in policy.terms if is_in_force(term, as_of)]
    known = [premium for premium in premiums if premium is not None]
    return sum(known, Decimal(0)) if known else None


def _account(run: RunFolder, key: str) -> dict[str, Any]:
    own = _own(run, "accounts", key)
    cells = sorted({(row["year"], row["line"]) for row in own})
    account = tuple(
        AccountYear(year, line, added(row for row in own if (row["year"], row["line"]) == (year, line)))
        for year, line in cells
    )
    return {"figures": added(own), "account": account}
