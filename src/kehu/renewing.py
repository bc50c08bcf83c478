"""Next year's book as people read it: the four lists, one renewal with its reasons, scenarios, limits, the frontier.

Reads the tables of `kehu.tables.decisions` of a run; gives frozen values, and no frame. A run of an earlier release has
none of them, and says nothing.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from kehu.stores.figures import in_branch, values_of, whole
from kehu.stores.run_folders import RunFolder
from kehu.tables.decisions import LISTS

DECISIONS, REASONS = "renewal_decisions", "renewal_reasons"
# What stands first on each list: most to lose, most worth, most gained, dearest to have kept.
ORDERS = {
    "pursue": ("stake", "descending"),
    "keep": ("value_proposed", "descending"),
    "reprice": ("value_unchanged", "ascending"),
    "decline": ("value_unchanged", "ascending"),
}
SUMS = ("expiring_premium", "value_unchanged", "value_proposed", "stake")


class UnknownRenewalError(LookupError):
    """A renewal that a run does not decide."""


@dataclass(frozen=True)
class RenewalOffer:
    """What a renewal to come is offered; as `RenewalDecisions` says it."""

    term_id: str
    policy_id: str
    customer_id: str
    line: str
    channel: str | None
    branch: str | None
    renewal_date: datetime.date
    list: str
    offer: str
    terms: str | None
    is_held_out: bool
    expiring_premium: Decimal
    proposed_premium: Decimal | None
    price_change: float | None
    least_price: Decimal | None
    most_price: Decimal | None
    walk_away_price: Decimal | None
    technical_price: Decimal
    new_business_price: Decimal | None
    renewal_unchanged: float
    renewal_proposed: float
    renewal_pessimistic: float
    renewal_optimistic: float
    value_unchanged: Decimal
    value_proposed: Decimal
    value_pessimistic: Decimal
    value_optimistic: Decimal
    stake: Decimal
    changed_by: str | None

    @property
    def gates(self) -> tuple[str, ...]:
        """The gates that changed the offer."""
        return tuple(self.changed_by.split(",")) if self.changed_by else ()


@dataclass(frozen=True)
class ListFigures:
    """What stands on one of the four lists, for a branch."""

    list: str
    count: int
    expiring_premium: Decimal
    value_unchanged: Decimal
    value_proposed: Decimal
    stake: Decimal


@dataclass(frozen=True)
class RenewalOffers:
    """Some renewals of a list, how many it has, and where the next ones begin."""

    rows: tuple[RenewalOffer, ...]
    count: int
    next_place: int | None


@dataclass(frozen=True)
class OfferReason:
    """A part of what an offer is worth."""

    reason: str
    amount: Decimal


@dataclass(frozen=True)
class ScenarioFigures:
    """What all offers come to under a scenario; as `RenewalScenarios` says it."""

    scenario: str
    is_followed: bool
    is_within: bool
    renewal_count: int
    value: Decimal
    value_pessimistic: Decimal
    value_optimistic: Decimal
    gap: float | None
    kept_share: float | None
    kept_count: float
    renewal_rate: float | None
    premium: Decimal
    claims: Decimal
    charges: Decimal
    result: Decimal
    combined_ratio: float | None
    price_change: float | None
    pursue_count: int
    keep_count: int
    reprice_count: int
    decline_count: int
    cheaper_count: int
    dearer_count: int


@dataclass(frozen=True)
class LimitFigures:
    """A limit of a scenario and what became of it; as `RenewalLimits` says it."""

    scenario: str
    measure: str
    sense: str
    subject: str
    bound: float
    used: float
    short: float
    attainable: float | None
    point_cost: Decimal


@dataclass(frozen=True)
class FrontierPoint:
    """The best of all offers where so many customers are kept; as `RenewalFrontierPoints` says it."""

    scenario: str
    kept_bound: float
    is_within: bool
    value: Decimal
    kept_share: float | None
    result: Decimal
    premium: Decimal
    combined_ratio: float | None
    price_change: float | None
    point_cost: Decimal
    decline_count: int
    dearer_count: int
    cheaper_count: int


@dataclass(frozen=True)
class GateFigures:
    """What a gate on the way to the offers does, for the book or a line."""

    line: str
    gate: str
    place: int
    renewal_count: int
    stopped_count: int
    changed_count: int
    value_lost: Decimal


def is_decided(run: RunFolder) -> bool:
    """Whether a run decides renewals at all."""
    return run.table(DECISIONS).is_file()


def list_figures(run: RunFolder, *, scope: str, line: str = "") -> tuple[ListFigures, ...]:
    """The four lists of a branch, each with its sums, also those that are empty."""
    rows = _rows(run, scope, line, columns=["list", *SUMS])
    found = {row["list"]: row for row in _summed(rows)}
    nothing = {"count": 0, **dict.fromkeys(SUMS, Decimal(0))}
    return tuple(ListFigures(**{"list": name, **nothing, **found.get(name, {})}) for name in LISTS)


def lines_of(run: RunFolder, *, scope: str) -> tuple[str, ...]:
    """The lines of the renewals of a branch, the most frequent first."""
    counted = _rows(run, scope, "", columns=["line"])["line"].value_counts().to_pylist()
    return tuple(one["values"] for one in sorted(counted, key=lambda one: (-one["counts"], one["values"])))


def offers(run: RunFolder, name: str, *, scope: str, line: str = "", after: int = 0, most: int = 30) -> RenewalOffers:
    """Some renewals of a list in a branch, from a place on, those first that matter most there."""
    rows = _rows(run, scope, line, ds.field("list") == name)
    column, way = ORDERS[name]
    places = pc.sort_indices(rows, sort_keys=[(column, way), ("term_id", "ascending")])
    shown = values_of(RenewalOffer, rows.take(places[after : after + most]))
    return RenewalOffers(shown, rows.num_rows, after + most if rows.num_rows > after + most else None)


def offer(run: RunFolder, term_id: str) -> tuple[RenewalOffer, tuple[OfferReason, ...]]:
    """One renewal with its reasons; raises UnknownRenewalError where the run does not decide it."""
    if not is_decided(run):
        raise UnknownRenewalError(term_id)
    is_it = ds.field("term_id") == term_id
    found = values_of(RenewalOffer, ds.dataset(run.table(DECISIONS)).to_table(filter=is_it))
    if not found:
        raise UnknownRenewalError(term_id)
    return found[0], values_of(OfferReason, ds.dataset(run.table(REASONS)).to_table(filter=is_it))


def scenarios(run: RunFolder) -> tuple[ScenarioFigures, ...]:
    """The book at unchanged prices, then the scenarios, the one that is followed first."""
    return whole(ScenarioFigures, run.table("renewal_scenarios"))


def limits(run: RunFolder) -> tuple[LimitFigures, ...]:
    """The limits of all scenarios."""
    return whole(LimitFigures, run.table("renewal_limits"))


def frontier(run: RunFolder) -> tuple[FrontierPoint, ...]:
    """The frontier of each scenario, from the fewest customers kept to the most."""
    found = whole(FrontierPoint, run.table("renewal_frontier_points"))
    return tuple(sorted(found, key=lambda one: (one.scenario, one.kept_bound)))


def gates(run: RunFolder, *, line: str) -> tuple[GateFigures, ...]:
    """The gates in their order, of a line or of `all`."""
    found = [one for one in whole(GateFigures, run.table("renewal_gates")) if one.line == line]
    return tuple(sorted(found, key=lambda one: one.place))


def _rows(
    run: RunFolder, scope: str, line: str, where: ds.Expression | None = None, columns: list[str] | None = None
) -> pa.Table:
    """The decisions of a branch and all below it, of a line or of all."""
    asked = [] if where is None else [where]
    if line:
        asked.append(ds.field("line") == line)
    return ds.dataset(run.table(DECISIONS)).to_table(filter=in_branch(scope, *asked), columns=columns)


def _summed(rows: pa.Table) -> list[dict[str, Any]]:
    """Counts and sums by list."""
    summed = rows.group_by("list").aggregate([("list", "count"), *((name, "sum") for name in SUMS)]).to_pylist()
    return [
        {"list": row["list"], "count": row["list_count"], **{name: row[f"{name}_sum"] for name in SUMS}}
        for row in summed
    ]
