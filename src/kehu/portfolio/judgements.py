"""What a run judges of one customer: risk, whether it stays, what it is worth, and its place in the grid.

Reads the run's files by the customer's key (`stores/keyed.py`) and two small tables of models whole; gives a
`Judgement`, frozen and free of frames. A run of an earlier day that has not these tables, and a customer of whom they
say nothing, give None in their place, so that a page stands in any case.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import pyarrow.parquet as pq

from kehu.portfolio.reasons import CustomerReasons, explain
from kehu.stores.keyed import Row, rows_of
from kehu.stores.run_folders import RunFolder

Judged = TypeVar("Judged")
Levels = Mapping[tuple[int, int], tuple[str, str, float]]
ALL_LINES = "all"
YEARS = (1, 2, 3, 4, 5)
PURSUE, KEEP = "pursue", "keep"  # lists of the renewals


@dataclass(frozen=True)
class OddsStep:
    """A table of a renewal model at the level of an occasion: what it multiplies the odds by; `base` is the start."""

    factor: str
    level: str
    odds: float


@dataclass(frozen=True)
class OccasionJudged:
    """A cover that comes to its renewal: how likely, and the odds that multiply to it.

    `response_basis` says where the effect of prices in the line is known from: `randomised`, `observational`, `prior`.
    """

    policy_id: str
    line: str
    renewal_date: datetime.date
    decision: str
    premium: Decimal | None
    price_basis: str | None
    price_change: float | None
    renewal_probability: float | None
    lower: float | None
    upper: float | None
    reach_probability: float | None
    response_basis: str | None
    steps: tuple[OddsStep, ...]


@dataclass(frozen=True)
class RenewalJudged:
    """Whether the customer stays: all lines together, and each occasion, the next first.

    `survival` is the share of premium still there after the next five renewals.
    """

    policy_count: int
    premium: Decimal | None
    next_renewal_date: datetime.date | None
    renewal_probability: float | None
    any_probability: float | None
    all_probability: float | None
    survival: tuple[float | None, ...]
    occasions: tuple[OccasionJudged, ...]


@dataclass(frozen=True)
class ValueReason:
    """What put the lifetime value where it is: reasons add up to it."""

    reason: str
    amount: Decimal


@dataclass(frozen=True)
class ValueJudged:
    """What the customer is worth from now on; the account, which looks back, is no part of it."""

    policies_valued: int
    policies_unvalued: int
    annual_premium: Decimal | None
    coming_result: Decimal | None
    lifetime_value: Decimal | None
    value_lower: Decimal | None
    value_upper: Decimal | None
    potential_value: Decimal | None
    future_value: Decimal | None
    referred_count: int | None
    referral_value: Decimal | None
    rank: int | None
    tier: str | None
    reasons: tuple[ValueReason, ...]


@dataclass(frozen=True)
class PlaceJudged:
    """The cell of the grid of risk and value, what to do there, and the cell in the run before."""

    grade: str
    tier: str
    strategy: str | None
    former_grade: str | None
    former_tier: str | None
    former_strategy: str | None
    is_newcomer: bool | None


@dataclass(frozen=True)
class OfferJudged:
    """What a renewal to come is offered, and on which of the four lists it stands."""

    term_id: str
    line: str
    renewal_date: datetime.date
    list: str
    proposed_premium: Decimal | None
    renewal_proposed: float
    value_unchanged: Decimal = Decimal(0)
    value_proposed: Decimal = Decimal(0)
    stake: Decimal = Decimal(0)
    changed_by: str | None = None

    @property
    def moved_by(self) -> str:
        """The last gate without which something else would be offered; empty where it is the best by itself."""
        return self.changed_by.rpartition(",")[2] if self.changed_by else ""


@dataclass(frozen=True)
class ServiceJudged:
    """The service that a customer is due, and what it is expected to bring; nothing of those held out."""

    kind: str
    renewal_gain: Decimal
    claims_spared: Decimal
    cost: Decimal
    value: Decimal
    renewal_told: str
    claims_told: str
    is_trial: bool


@dataclass(frozen=True)
class NextAction:
    """The one thing to do next with a customer: that of which most is expected.

    `kind` is a list of the renewals (`pursue`, `reprice`, `decline`), with the renewal, or `serve`, with the service;
    `amount` is what would be lost without it, what it adds to the worth, or what it saves.
    """

    kind: str
    amount: Decimal
    offer: OfferJudged | None = None
    service: ServiceJudged | None = None


@dataclass(frozen=True)
class Judgement:
    """Everything a run judges of a customer; None for what it does not, and the offers of the next year."""

    risk: CustomerReasons | None
    renewal: RenewalJudged | None
    value: ValueJudged | None
    place: PlaceJudged | None
    offers: tuple[OfferJudged, ...] = ()
    service: ServiceJudged | None = None

    @property
    def next_action(self) -> NextAction | None:
        """What to do next; nothing where nothing is expected of anything, or where the customer is held out."""
        found = [NextAction(one.list, _gained(one), offer=one) for one in self.offers if one.list != KEEP]
        if self.service is not None:
            found.append(NextAction("serve", self.service.value, service=self.service))
        return max((one for one in found if one.amount > 0), key=lambda one: one.amount, default=None)


def _gained(offer: OfferJudged) -> Decimal:
    """What would be lost without an offer's list: the customer, or what the offer adds to the worth."""
    return offer.stake if offer.list == PURSUE else offer.value_proposed - offer.value_unchanged


def judgement(run: RunFolder, customer_id: str) -> Judgement:
    """What a run judges of a customer, in the time of some lookups by key."""
    return Judgement(
        risk=_risk(run, customer_id),
        renewal=_renewal(run, customer_id),
        value=_value(run, customer_id),
        place=_place(run, customer_id),
        offers=_offers(run, customer_id),
        service=_service(run, customer_id),
    )


def _own(run: RunFolder, name: str, key: str) -> list[Row]:
    """The customer's rows of a table; none where the run has no such table."""
    path = run.table(name)
    return rows_of(path, "customer_id", key) if path.is_file() else []


def _judged(kind: type[Judged], row: Row, **more: Any) -> Judged:
    """A row as a value of a kind; `more` are its fields that stand elsewhere."""
    names = [name for name in kind.__dataclass_fields__ if name not in more]  # type: ignore[attr-defined]
    return kind(**{name: row[name] for name in names}, **more)


def _risk(run: RunFolder, key: str) -> CustomerReasons | None:
    tables = ("customer_risks", "term_risks", "risk_documents")
    return explain(run, key) if all(run.table(name).is_file() for name in tables) else None


def _renewal(run: RunFolder, key: str) -> RenewalJudged | None:
    whole = [row for row in _own(run, "customer_renewals", key) if row["line"] == ALL_LINES]
    if not whole:
        return None
    rows = sorted(_own(run, "renewal_occasions", key), key=lambda row: (row["renewal_date"], row["term_id"]))
    occasions = (
        _judged(OccasionJudged, row, response_basis=_basis(run, row["line"]), steps=_steps(run, row)) for row in rows
    )
    survival = tuple(whole[0][f"survival_{year}"] for year in YEARS)
    return _judged(RenewalJudged, whole[0], survival=survival, occasions=tuple(occasions))


def _value(run: RunFolder, key: str) -> ValueJudged | None:
    found = _own(run, "customer_values", key)
    reasons = tuple(ValueReason(row["reason"], row["amount"]) for row in _own(run, "value_reasons", key))
    return _judged(ValueJudged, found[0], reasons=reasons) if found else None


def _place(run: RunFolder, key: str) -> PlaceJudged | None:
    found = _own(run, "customer_segments", key)
    return _judged(PlaceJudged, found[0]) if found else None


def _offers(run: RunFolder, key: str) -> tuple[OfferJudged, ...]:
    found = [_judged(OfferJudged, row) for row in _own(run, "renewal_decisions", key)]
    return tuple(sorted(found, key=lambda one: (one.renewal_date, one.term_id)))


def _service(run: RunFolder, key: str) -> ServiceJudged | None:
    found = [row for row in _own(run, "service_plans", key) if row["state"] == "planned"]
    return _judged(ServiceJudged, found[0]) if found else None


def _basis(run: RunFolder, line: str) -> str | None:
    path = run.table("price_responses")
    return _bases(path, path.stat().st_ino).get(line) if path.is_file() else None


def _steps(run: RunFolder, row: Row) -> tuple[OddsStep, ...]:
    """The base and every table of the occasion's model at its level."""
    path = run.table("retention_models")
    if not row["model"] or not path.is_file():
        return ()
    levels = _models(path, path.stat().st_ino).get(row["model"], {})
    written = row["levels"].split(".") if row["levels"] else []
    places = [(0, 0), *((place, int(number)) for place, number in enumerate(written, start=1))]
    return tuple(OddsStep(*levels[place]) for place in places if place in levels)


@lru_cache(maxsize=16)
def _bases(path: Path, _inode: int) -> Mapping[str, str]:
    """Where the response to prices is known from, by line; a new file in its place has another inode."""
    return {row["line"]: row["basis"] for row in pq.read_table(path, use_threads=False).to_pylist()}


@lru_cache(maxsize=16)
def _models(path: Path, _inode: int) -> Mapping[str, Levels]:
    """Factor, level and odds of every model, by the place of the table and the number of the level."""
    found: dict[str, dict[tuple[int, int], tuple[str, str, float]]] = defaultdict(dict)
    for row in pq.read_table(path, use_threads=False).to_pylist():
        if row["table_number"] is not None:
            place = (row["table_number"], row["level_number"])
            found[row["model"]][place] = (row["factor"], row["level"] or "", row["odds"])
    return found
