"""Renewal occasions: every term that runs to its expiry, the day on which one would have judged it, what came of it.

Reads `policies`, `terms`, `renewal_offers`, `parties` as of a date, and identities; gives one row an occasion.
An occasion is judged on the day its offer is known, and without an offer a usual number of days before expiry:
`Practice` says how many, and whether a line makes offers at all. Where a line does, a term that ended without one says
something of the source and nothing of the customer, so it is kept apart from what a model is fitted on.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.parameters import Retention
from kehu.tables import Snapshot

RENEWED, NOT_RENEWED, OPEN = "renewed", "not_renewed", "open"
CANCELLED, WITHDRAWN, WITHOUT_OFFER = "cancelled", "withdrawn", "without_offer"
ANSWERS = ("accepted", "declined", "withdrawn")
OUTCOMES = ("has_offer", *(f"is_{answer}" for answer in ANSWERS))
OF_POLICIES = ("policy_id", "party_id", "line", "product", "channel", "branch", "first_inception_date")
OF_PARTIES = ("party_id", "kind", "region", "birth_date")


@dataclass(frozen=True)
class Practice:
    """How the lines of a book offer renewals: days before expiry, by line; lines that are not named make no offers."""

    days_before: Mapping[str, int]


def gathered(*, snapshot: Snapshot, identities: ir.Table, parameters: Retention) -> ir.Table:
    """Terms that have begun and expire within the horizon, with their owner and what was offered for their renewal.

    `practice` and `occasions` both read it: hold it in the engine in between.
    """
    horizon = ibis.literal(snapshot.as_of) + ibis.interval(days=parameters.horizon_days)
    rows = _with_offers(_terms(snapshot), snapshot, parameters=parameters)
    rows = rows.filter((rows.renewal_date <= horizon) & (rows.inception_date <= snapshot.as_of))
    return rows.inner_join(_owners(snapshot, identities=identities), "policy_id")


def practice(*, rows: ir.Table, as_of: datetime.date, parameters: Retention) -> Practice:
    """The practice of each line, told from the gathered terms that have run to their expiry.

    A line makes offers where so many of those terms have one; its days are the median of what lay between.
    """
    over = rows.filter((rows.renewal_date <= as_of) & ~_is_cancelled(rows))
    days = over.renewal_date.delta(over.offered_date, unit="day")
    lines = over.group_by("line").agg(share=over.offered_date.notnull().mean(), days=days.median()).to_pyarrow()
    offering = [row for row in lines.to_pylist() if row["share"] >= parameters.least_offer_share]
    return Practice({row["line"]: int(row["days"]) for row in offering})


def occasions(*, rows: ir.Table, as_of: datetime.date, parameters: Retention, offering: Practice) -> ir.Table:
    """One row a gathered term that was known before its expiry.

    Columns: term_id, policy_id, customer_id, what the policy and its holder are; inception_date, renewal_date (the
    expiry), offered_date (when the first offer was known), judged_date; premium (of a year), offered_premium and
    expiring_premium, treatment; decision, and is_decided: a model may be fitted on it. Without offers a decision counts
    from the day on which the days of grace are over, because until then only renewals are known.
    """
    told = rows.mutate(
        decision=_decision(rows, as_of=as_of, parameters=parameters, offering=offering),
        judged_date=_judged(rows, as_of=as_of, parameters=parameters, offering=offering),
    )
    told = told.mutate(is_decided=_is_decided(told, as_of=as_of, parameters=parameters))
    return told.filter(told.judged_date <= told.renewal_date).drop("following_date", "known_date", *OUTCOMES)


def _terms(snapshot: Snapshot) -> ir.Table:
    """Terms with the day on which the policy's next one begins, and the premium of a whole year."""
    terms = snapshot["terms"]
    policy = ibis.window(group_by="policy_id", order_by=["inception_date", "term_id"])
    days = terms.expiry_date.delta(terms.inception_date, unit="day")
    return terms.select(
        "term_id",
        "policy_id",
        "inception_date",
        "cancellation_date",
        "known_date",
        renewal_date=terms.expiry_date,
        following_date=terms.inception_date.lead().over(policy),
        premium=terms.written_premium.cast("float64") * 365 / days,
        written_premium=terms.written_premium.cast("float64"),
    )


def _owners(snapshot: Snapshot, *, identities: ir.Table) -> ir.Table:
    policies = snapshot["policies"].select(*OF_POLICIES)
    owned = policies.inner_join(identities.select("party_id", "customer_id"), "party_id")
    parties = snapshot["parties"].select(*OF_PARTIES)
    return owned.left_join(parties, "party_id").drop("party_id_right", "party_id")


def _with_offers(terms: ir.Table, snapshot: Snapshot, *, parameters: Retention) -> ir.Table:
    """Terms with the first offer that was known by their expiry, and all outcomes of offers for that renewal."""
    offers = snapshot["renewal_offers"].drop("decided_date").rename(offered_date="known_date")
    keys = terms.select("term_id", "policy_id", asked_date="renewal_date")
    pairs = keys.inner_join(offers, "policy_id")
    near = pairs.renewal_date.delta(pairs.asked_date, unit="day").abs() <= parameters.grace_days
    pairs = pairs.filter(near)
    in_time = pairs.offered_date <= pairs.asked_date
    first = pairs.offered_date.cast("string").concat(" ", pairs.offer_id)
    found = pairs.group_by("term_id").agg(
        offered_date=pairs.offered_date.min(where=in_time),
        offered_premium=pairs.offered_premium.cast("float64").argmin(first, where=in_time),
        expiring_premium=pairs.expiring_premium.cast("float64").argmin(first, where=in_time),
        treatment=pairs.treatment.argmin(first, where=in_time),
        has_offer=pairs.count() > 0,
        **{f"is_{outcome}": (pairs.outcome == outcome).any() for outcome in ANSWERS},
    )
    rows = terms.left_join(found, "term_id").drop("term_id_right")
    expiring = rows.expiring_premium.coalesce(rows.written_premium)
    flags = {name: rows[name].fill_null(False) for name in OUTCOMES}
    return rows.mutate(expiring_premium=expiring, **flags).drop("written_premium")


def _decision(rows: ir.Table, *, as_of: datetime.date, parameters: Retention, offering: Practice) -> ir.StringValue:
    gap = rows.following_date.delta(rows.renewal_date, unit="day")
    is_followed = (gap.abs() <= parameters.grace_days).fill_null(False)
    is_over = rows.renewal_date <= ibis.literal(as_of) - ibis.interval(days=parameters.grace_days)
    makes_offers = rows.line.isin(list(offering.days_before)) if offering.days_before else ibis.literal(False)
    return ibis.cases(
        (_is_cancelled(rows), CANCELLED),
        (is_followed | rows.is_accepted, RENEWED),
        (rows.is_declined, NOT_RENEWED),
        (rows.is_withdrawn, WITHDRAWN),
        (~is_over, OPEN),
        (makes_offers & ~rows.has_offer, WITHOUT_OFFER),
        else_=NOT_RENEWED,
    )


def _is_cancelled(rows: ir.Table) -> ir.BooleanValue:
    return (rows.cancellation_date < rows.renewal_date).fill_null(False)


def _judged(rows: ir.Table, *, as_of: datetime.date, parameters: Retention, offering: Practice) -> ir.DateValue:
    """The day of the offer, or the usual one; never before the term was known, and no day still to come."""
    usual = ibis.literal(parameters.days_before)
    if offering.days_before:
        of_lines = [(rows.line == line, ibis.literal(days)) for line, days in sorted(offering.days_before.items())]
        usual = ibis.cases(*of_lines, else_=usual)
    planned = rows.offered_date.coalesce(rows.renewal_date - usual.as_interval("D"))
    begun = rows.inception_date + ibis.interval(days=1)
    return ibis.greatest(ibis.least(planned, ibis.literal(as_of)), begun, rows.known_date)


def _is_decided(rows: ir.Table, *, as_of: datetime.date, parameters: Retention) -> ir.BooleanValue:
    settled = rows.renewal_date + ibis.interval(days=parameters.grace_days)
    due = ibis.ifelse(rows.is_accepted | rows.is_declined, rows.renewal_date, settled)
    return rows.decision.isin([RENEWED, NOT_RENEWED]) & (due <= ibis.literal(as_of))
