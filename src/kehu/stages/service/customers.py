"""The customers who may be served, their covers, and what they were given so far.

Reads `policy_values`, `customer_values`, `customers`, services and claims as of a date; gives `Customers` and `Covers`,
arrays of one entry each, customers in the order of their ids.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kehu.parameters import Parameters
from kehu.service_assumptions import Service
from kehu.statistics.credibility.complement import leant, line_credibilities
from kehu.statistics.draws import is_drawn
from kehu.statistics.years import complete_years
from kehu.tables import Snapshot

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
YEAR_DAYS = 365


@dataclass(frozen=True)
class Covers:
    """Covers in force, an entry each: whose they are (place among the customers), and what service may move.

    `renewal_effect` is what the worth gains for each unit of log odds of renewal, `claims` the claims expected of a
    year as far as the line's own are believed, both in currency.
    """

    customer: Ints
    line: NDArray[np.str_]
    product: NDArray[np.str_]
    branch: NDArray[np.str_]
    premium: Floats
    claims: Floats
    renewal_effect: Floats


@dataclass(frozen=True)
class Customers:
    """Customers with cover in force, an entry each.

    `years` are whole years since the first cover; `last` is the day of the last service of each name, and not a time
    where there was none; `spent` what services of the last year cost, in currency.
    """

    ids: list[str]
    kind: NDArray[np.str_]
    branch: NDArray[np.str_]
    tier: NDArray[np.str_]
    years: Ints
    has_claimed: Flags
    is_held_out: Flags
    last: Mapping[str, NDArray[np.datetime64]]
    count: Ints
    spent: Floats

    def __len__(self) -> int:
        """How many customers."""
        return len(self.ids)

    @property
    def last_service(self) -> NDArray[np.datetime64]:
        """The day of the last service of any name."""
        found = np.full(len(self), np.datetime64("NaT"), "datetime64[D]")
        for days in self.last.values():
            found = np.fmax(found, days)
        return found


def gather(*, snapshot: Snapshot, results: Mapping[str, ir.Table], parameters: Parameters) -> tuple[Customers, Covers]:
    """The customers with cover in force, and their covers."""
    valued = results["policy_values"].filter(lambda row: row.annual_premium.notnull())
    known = results["customers"].select("customer_id", "kind", "branch")
    held = valued.select("customer_id").distinct().left_join(known, "customer_id").drop("customer_id_right")
    tiers = results["customer_values"].select("customer_id", "tier")
    held = held.left_join(tiers, "customer_id").drop("customer_id_right")
    for found in (
        _claimed(snapshot, results["identities"], parameters=parameters),
        _spent(snapshot, results["identities"]),
        _years(snapshot, results["identities"]),
    ):
        held = held.left_join(found, "customer_id").drop("customer_id_right")
    people = held.order_by("customer_id").to_pyarrow()
    ids = people["customer_id"].to_pylist()
    share, salt = parameters.service.held_out, parameters.service.held_out_salt
    customers = Customers(
        ids=ids,
        kind=_texts(people["kind"]),
        branch=_texts(people["branch"]),
        tier=_texts(people["tier"]),
        years=people["years"].fill_null(0).to_numpy().astype(np.int64),
        has_claimed=people["has_claimed"].fill_null(False).to_numpy(),
        is_held_out=np.array([is_drawn(name, share=share, salt=salt) for name in ids], np.bool_),
        last=_last(snapshot, results["identities"], ids, parameters=parameters.service),
        count=people["given_count"].fill_null(0).to_numpy().astype(np.int64),
        spent=people["spent"].fill_null(0.0).to_numpy().astype(np.float64),
    )
    return customers, _covers(valued, snapshot, ids, parameters=parameters)


def _owned_services(snapshot: Snapshot, identities: ir.Table) -> ir.Table:
    """Services that were given, by customer; those held out were not."""
    services = snapshot["services"].filter(lambda row: ~row.is_held_out.fill_null(False))
    owners = identities.select("party_id", "customer_id")
    return services.select("party_id", "kind", "given_date", "cost").inner_join(owners, "party_id")


def _claimed(snapshot: Snapshot, identities: ir.Table, *, parameters: Parameters) -> ir.Table:
    """Customers with a claim in the last years."""
    since = ibis.literal(snapshot.as_of - datetime.timedelta(days=YEAR_DAYS * parameters.service.quiet_years))
    claims = snapshot["claims"].filter(lambda row: row.occurred_date > since).select("policy_id").distinct()
    owned = claims.inner_join(snapshot["policies"].select("policy_id", "party_id"), "policy_id")
    found = owned.inner_join(identities.select("party_id", "customer_id"), "party_id").select("customer_id").distinct()
    return found.mutate(has_claimed=True)


def _spent(snapshot: Snapshot, identities: ir.Table) -> ir.Table:
    """How many services each customer was given, and what those of the last year cost."""
    given = _owned_services(snapshot, identities)
    since = ibis.literal(snapshot.as_of - datetime.timedelta(days=YEAR_DAYS))
    return given.group_by("customer_id").agg(
        given_count=given.count(), spent=given.cost.cast("float64").sum(where=given.given_date > since)
    )


def _years(snapshot: Snapshot, identities: ir.Table) -> ir.Table:
    """Whole years of each customer since the first day of cover."""
    owned = snapshot["policies"].inner_join(identities.select("party_id", "customer_id"), "party_id")
    since = owned.group_by("customer_id").agg(since=owned.first_inception_date.min())
    return since.select("customer_id", years=complete_years(since.since, ibis.literal(snapshot.as_of)))


def _last(
    snapshot: Snapshot, identities: ir.Table, ids: list[str], *, parameters: Service
) -> dict[str, NDArray[np.datetime64]]:
    """The last day of each service by its name in the catalogue, or in the source where no catalogue names it."""
    given = _owned_services(snapshot, identities)
    names = parameters.catalogue_names
    named = given.mutate(kind=given.kind.substitute(names) if names else given.kind)
    days = named.group_by("customer_id", "kind").agg(last=named.given_date.max()).order_by("kind").to_pyarrow()
    places = {name: place for place, name in enumerate(ids)}
    found: dict[str, NDArray[np.datetime64]] = {}
    for customer, kind, day in zip(*(days[name].to_pylist() for name in ("customer_id", "kind", "last")), strict=True):
        if customer in places:
            whose = found.setdefault(kind, np.full(len(ids), np.datetime64("NaT"), "datetime64[D]"))
            whose[places[customer]] = np.datetime64(day)
    return found


def _covers(valued: ir.Table, snapshot: Snapshot, ids: list[str], *, parameters: Parameters) -> Covers:
    """The covers with the claims of lines that are believed as far as they have claims of their own."""
    policies = snapshot["policies"].select("policy_id", "product", "branch")
    claims = valued.expected_cost.cast("float64").fill_null(0.0)
    covers = valued.mutate(
        claims=claims,
        own_record=claims * (1 - 1 / valued.record_factor.fill_null(1.0)),
        expiring=valued.annual_premium.cast("float64"),
        is_known=(valued.annual_premium > 0).fill_null(False),
    )
    full = parameters.renewals.claims_for_full_belief
    beliefs = line_credibilities(claims=snapshot["claims"], policies=snapshot["policies"], claims_for_full=full)
    believed = leant(rows=covers, credibilities=beliefs)
    rows = believed.left_join(policies, "policy_id").order_by("term_id").to_pyarrow()
    return Covers(
        customer=np.searchsorted(np.array(ids, dtype=np.str_), _texts(rows["customer_id"])).astype(np.int64),
        line=_texts(rows["line"]),
        product=_texts(rows["product"]),
        branch=_texts(rows["branch"]),
        premium=_numbers(rows["annual_premium"]),
        claims=_numbers(rows["claims"]),
        renewal_effect=_numbers(rows["renewal_effect"]),
    )


def _texts(column: pa.ChunkedArray) -> NDArray[np.str_]:
    return np.array(column.fill_null("").to_pylist(), dtype=np.str_)


def _numbers(column: pa.ChunkedArray) -> Floats:
    found: Floats = column.cast(pa.float64()).fill_null(0.0).to_numpy().astype(np.float64)
    return found
