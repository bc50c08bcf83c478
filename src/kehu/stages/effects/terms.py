"""Every term that a service could have changed: what it was before, whether it was served, and what came of it.

Reads terms, policies, parties, services and claims as of a date, and identities; gives one row a term.
What tells terms apart is taken from before their first day, so that no service can have moved it. Claims count from the
day on which the service was given or would have been, and for the unserved from the first day: for both, a year of
cover that follows.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.statistics.years import complete_years
from kehu.tables import Snapshot

YEAR_DAYS = 365
CLAIM_YEARS = 3
LONG = 3  # terms of a policy from which one is as good as another
PARTS = 3  # classes of premium in a line
STRATA = ("line", "customer_kind", "channel", "year", "tenure", "had_claim", "premium_class")


def serviced_terms(*, snapshot: Snapshot, identities: ir.Table, grace_days: int) -> ir.Table:
    """One row a term that has begun: what it is told apart by, the service, and what came of it.

    Columns: term_id, customer_id, STRATA; kind (empty for the unserved), arm (`served`, `held_out` or `none`);
    is_decided, renewed; years (of cover from the service on, or from the first day), claims.
    """
    terms = _with_outcomes(_terms(snapshot, identities), snapshot, grace_days=grace_days)
    given = _given(terms, snapshot, identities)
    rows = terms.left_join(given, "term_id").drop("term_id_right")
    rows = rows.mutate(arm=rows.arm.fill_null("none"), from_date=rows.given_date.coalesce(rows.inception_date))
    days = ibis.greatest(rows.last_date.delta(rows.from_date, unit="day"), 0)
    rows = rows.mutate(years=days / YEAR_DAYS)
    lost = _claims(rows, snapshot)
    told = rows.left_join(lost, "term_id").drop("term_id_right")
    return told.mutate(claims=told.claims.fill_null(0.0)).select(
        *("term_id", "customer_id", *STRATA, "kind", "arm", "is_decided", "renewed", "years", "claims")
    )


def _terms(snapshot: Snapshot, identities: ir.Table) -> ir.Table:
    """Terms that have begun, with what they are told apart by."""
    terms, policies, parties = (snapshot[name] for name in ("terms", "policies", "parties"))
    owned = policies.select("policy_id", "party_id", "line", "channel", "first_inception_date")
    owned = owned.inner_join(identities.select("party_id", "customer_id"), "party_id")
    owned = owned.left_join(parties.select("party_id", customer_kind="kind"), "party_id").drop("party_id_right")
    rows = terms.drop("known_date").inner_join(owned, "policy_id")
    rows = rows.filter(rows.inception_date <= ibis.literal(snapshot.as_of))
    days = rows.expiry_date.delta(rows.inception_date, unit="day").nullif(0)
    policy = ibis.window(group_by="policy_id", order_by=["inception_date", "term_id"])
    line = ibis.window(group_by="line", order_by=rows.written_premium / days)
    began = complete_years(rows.first_inception_date, rows.inception_date).fill_null(0)
    held = ibis.greatest(ibis.row_number().over(policy), began)
    return rows.mutate(
        year=rows.inception_date.year(),
        tenure=ibis.least(held, LONG),
        premium_class=ibis.ntile(PARTS).over(line),
        next_date=rows.inception_date.lead().over(policy),
        last_date=ibis.least(
            *(rows.expiry_date, rows.cancellation_date.coalesce(rows.expiry_date), ibis.literal(snapshot.as_of))
        ),
    )


def _with_outcomes(terms: ir.Table, snapshot: Snapshot, *, grace_days: int) -> ir.Table:
    """Terms with whether they renewed, whether that is settled, and whether there was a claim in the years before."""
    grace = ibis.interval(days=grace_days)
    is_over = terms.expiry_date + grace <= ibis.literal(snapshot.as_of)
    is_cut = (terms.cancellation_date < terms.expiry_date).fill_null(False)
    gap = terms.next_date.delta(terms.expiry_date, unit="day").abs()
    rows = terms.mutate(is_decided=is_over & ~is_cut, renewed=(gap <= grace_days).fill_null(False))
    claims = snapshot["claims"].select("policy_id", "occurred_date", told_date="known_date")
    pairs = rows.select("term_id", "policy_id", "inception_date").inner_join(claims, "policy_id")
    since = pairs.inception_date - ibis.interval(years=CLAIM_YEARS)
    is_before = (pairs.occurred_date >= since) & (pairs.occurred_date < pairs.inception_date)
    before = pairs.filter(is_before & (pairs.told_date <= pairs.inception_date)).select("term_id").distinct()
    found = rows.left_join(before.mutate(had_claim=True), "term_id").drop("term_id_right")
    return found.mutate(had_claim=found.had_claim.fill_null(False))


def _given(terms: ir.Table, snapshot: Snapshot, identities: ir.Table) -> ir.Table:
    """The first service of each term, given or held out; terms that saw both do not count as either.

    A service without a policy counts for all terms of its customer that run on its day.
    """
    services = snapshot["services"].select("party_id", "kind", "given_date", "is_held_out", named_policy="policy_id")
    owned = services.inner_join(identities.select("party_id", "customer_id"), "party_id").drop("party_id")
    keys = terms.select("term_id", "policy_id", "customer_id", "inception_date", "last_date")
    pairs = keys.inner_join(owned, "customer_id")
    is_within = (pairs.given_date >= pairs.inception_date) & (pairs.given_date < pairs.last_date)
    is_its = (pairs.named_policy == pairs.policy_id).fill_null(True)
    due = pairs.filter(is_within & is_its)
    first = due.given_date.cast("string").concat(" ", due.kind)
    held = due.is_held_out.fill_null(False)
    found = due.group_by("term_id").agg(
        kind=due.kind.argmin(first),
        given_date=due.given_date.min(),
        held_count=held.sum(),
        count=due.count(),
    )
    arm = ibis.cases((found.held_count == 0, "served"), (found.held_count == found["count"], "held_out"), else_="both")
    return found.mutate(arm=arm).select("term_id", "kind", "given_date", "arm")


def _claims(rows: ir.Table, snapshot: Snapshot) -> ir.Table:
    """Claims of each term from its `from_date` on."""
    claims = snapshot["claims"].select("policy_id", "occurred_date", "claim_count")
    pairs = rows.select("term_id", "policy_id", "from_date", "last_date").inner_join(claims, "policy_id")
    within = pairs.filter((pairs.occurred_date >= pairs.from_date) & (pairs.occurred_date < pairs.last_date))
    return within.group_by("term_id").agg(claims=within.claim_count.fill_null(1).sum().cast("float64"))
