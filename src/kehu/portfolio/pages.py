"""A customer's page: who it is, why its records are one, what it holds, what it costs and brings.

Reads a run by the customer's key, results first, then the few rows of the run's own book that the keys lead to.
Rows are narrowed by key before the book is looked at as of the run's date, so that a page costs the same in a large
book as in a small one, save for looking the keys up.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kehu.engines import Engine, rows_in
from kehu.portfolio.figures import Figures, added
from kehu.portfolio.narrowing import Row, column_of, of_policies, rows_of, seen
from kehu.stores.run_folders import RunFolder, open_run_book
from kehu.tables import Book, Snapshot


class UnknownCustomerError(LookupError):
    """There is no customer of that id in the run; the message says what to do."""


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
    address: str | None
    known_date: datetime.date


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


@dataclass(frozen=True)
class ClaimMade:
    """A claim on one of the customer's policies."""

    claim_id: str
    policy_id: str
    occurred_date: datetime.date
    reported_date: datetime.date
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
class AccountYear:
    """The customer's account in one line and year."""

    year: int
    line: str
    figures: Figures


@dataclass(frozen=True)
class CustomerPage:
    """Everything about one customer in a run. `asked_for` is the id asked for, which may be a former one."""

    run: str
    as_of: str
    currency: str
    asked_for: str
    customer_id: str
    kind: str
    name: str | None
    customer_since_date: datetime.date | None
    policies_in_force: int
    lines_in_force: int
    rank: int | None
    tier: str | None
    customer_count: int
    figures: Figures
    account: tuple[AccountYear, ...]
    records: tuple[PartyRecord, ...]
    reasons: tuple[Reason, ...]
    policies: tuple[PolicyHeld, ...]
    claims: tuple[ClaimMade, ...]
    objects: tuple[ObjectInsured, ...]
    changes: tuple[TermChange, ...]


def customer_page(run: RunFolder, customer_id: str, *, engine: Engine) -> CustomerPage:
    """The page of a customer, also by an id that an earlier run gave.

    Raises UnknownCustomerError where there is none.
    """
    manifest = run.manifest
    found = _find(run, customer_id, engine)
    key = found["customer_id"]
    parties = column_of(_by_key(run, "identities", "customer_id", [key], engine), "party_id")
    reasons = _by_key(run, "identity_reasons", "party_id", parties, engine)
    book = open_run_book(run, engine=engine)
    policies = seen(book, "policies", "party_id", parties, date=run.as_of)
    held = of_policies(book, policies=column_of(policies, "policy_id")).as_of(run.as_of)
    ranked = _by_key(run, "customer_results", "customer_id", [key], engine)
    who = ("customer_id", "kind", "name", "customer_since_date", "policies_in_force", "lines_in_force")
    return CustomerPage(
        run=run.label,
        as_of=manifest["as_of"],
        currency=manifest["parameters"]["currency"],
        asked_for=customer_id,
        **{name: found[name] for name in who},
        rank=ranked[0]["rank"] if ranked else None,
        tier=ranked[0]["tier"] if ranked else None,
        customer_count=rows_in(run.table("customer_results")),
        **_account(run, key, engine),
        records=_records(book, run, parties),
        reasons=tuple(Reason(**row) for row in sorted(reasons, key=lambda row: (row["rule"], row["party_id"]))),
        policies=_policies(held, policies),
        claims=_claims(held, policies),
        objects=_objects(held),
        changes=_changes(held),
    )


def _find(run: RunFolder, customer_id: str, engine: Engine) -> Row:
    found = _by_key(run, "customers", "customer_id", [customer_id], engine)
    if not found:
        moved = _by_key(run, "identity_redirects", "former_customer_id", [customer_id], engine)
        found = _by_key(run, "customers", "customer_id", [row["customer_id"] for row in moved], engine)
    if not found:
        raise UnknownCustomerError(
            f"There is no customer {customer_id!r} in {run.label}. `kehu show customers` lists the best and the worst; "
            "`kehu export FILE.xlsx` lists them all."
        )
    return found[0]


def _account(run: RunFolder, key: str, engine: Engine) -> dict[str, Any]:
    own = _by_key(run, "accounts", "customer_id", [key], engine)
    cells = sorted({(row["year"], row["line"]) for row in own})
    account = tuple(
        AccountYear(year, line, added(row for row in own if (row["year"], row["line"]) == (year, line)))
        for year, line in cells
    )
    return {"figures": added(own), "account": account}


def _records(book: Book, run: RunFolder, parties: list[str]) -> tuple[PartyRecord, ...]:
    rows = seen(book, "parties", "party_id", parties, date=run.as_of)
    names = PartyRecord.__dataclass_fields__
    made = [PartyRecord(**{name: row[name] for name in names}) for row in rows]
    return tuple(sorted(made, key=lambda record: (record.known_date, record.party_id)))


def _policies(held: Snapshot, policies: list[Row]) -> tuple[PolicyHeld, ...]:
    terms: dict[str, list[TermHeld]] = {row["policy_id"]: [] for row in policies}
    for row in rows_of(held["terms"].order_by("inception_date", "term_id")):
        term = TermHeld(**{name: row[name] for name in TermHeld.__dataclass_fields__})
        terms.setdefault(row["policy_id"], []).append(term)
    told = ("policy_id", "line", "product", "channel", "branch", "producer_id")
    return tuple(
        PolicyHeld(
            **{name: row[name] for name in told},
            is_in_force=any(_is_in_force(term, held.as_of) for term in terms[row["policy_id"]]),
            terms=tuple(terms[row["policy_id"]]),
        )
        for row in sorted(policies, key=lambda row: str(row["policy_id"]))
    )


def _is_in_force(term: TermHeld, date: datetime.date) -> bool:
    end = min(term.expiry_date, term.cancellation_date or term.expiry_date)
    return term.inception_date <= date < end


def _claims(held: Snapshot, policies: list[Row]) -> tuple[ClaimMade, ...]:
    own = column_of(policies, "policy_id")
    rows = rows_of(held["claims"].order_by("occurred_date", "claim_id"))
    names = ClaimMade.__dataclass_fields__
    return tuple(ClaimMade(**{name: row[name] for name in names}) for row in rows if row["policy_id"] in own)


def _objects(held: Snapshot) -> tuple[ObjectInsured, ...]:
    rows = rows_of(held["insured_objects"].order_by("policy_id", "object_id"))
    return tuple(ObjectInsured(**{name: row[name] for name in ObjectInsured.__dataclass_fields__}) for row in rows)


def _changes(held: Snapshot) -> tuple[TermChange, ...]:
    rows = rows_of(held["endorsements"].order_by("effective_date", "endorsement_id"))
    return tuple(TermChange(**{name: row[name] for name in TermChange.__dataclass_fields__}) for row in rows)


def _by_key(run: RunFolder, name: str, column: str, values: list[str], engine: Engine) -> list[Row]:
    table = engine.read([run.table(name)])
    return rows_of(table.filter(table[column].isin(values))) if values else []
