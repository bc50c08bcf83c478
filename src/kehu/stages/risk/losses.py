"""Claims as a risk model sees them: how many and how dear by term and peril, and how old.

Reads `claims`, `terms`, `policies` as of a date; gives one row a claim, and sums by term and peril.
Claims that the source ties to no term, or to one that has not begun, have no exposure to stand on: they are kept apart
and counted, so that what is modelled and what is not add up to the book.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.stages.risk.ages import months_old
from kehu.statistics.apportionment import in_cents, total
from kehu.tables import Snapshot

UNKNOWN = "unknown"  # a policy that nobody knows, a peril that the source does not name


def claims_known(*, snapshot: Snapshot) -> ir.Table:
    """One row a claim, tied or not.

    Columns: claim_id, policy_id, line, term_id (empty where it is tied to no term that has begun), peril, claim_count
    (1 where the source does not say), incurred (paid and outstanding as known, cents), age_months (whole months since
    it occurred).
    """
    claims, policies = snapshot["claims"], snapshot["policies"].select("policy_id", "line")
    begun = _begun(snapshot, of=claims)
    told = claims.left_join(policies, "policy_id").drop("policy_id_right")
    tied = told.left_join(begun, told.term_id == begun.begun_term_id)
    return tied.select(
        "claim_id",
        "policy_id",
        line=tied.line.fill_null(UNKNOWN),
        term_id=tied.begun_term_id,
        peril=tied.peril.fill_null(UNKNOWN),
        claim_count=tied.claim_count.fill_null(1),
        incurred=in_cents(tied.paid).fill_null(0) + in_cents(tied.outstanding).fill_null(0),
        age_months=months_old(tied.occurred_date, as_of=snapshot.as_of),
    )


def by_term(claims: ir.Table) -> ir.Table:
    """Claims that are tied to a term, summed by term and peril: claim_count, incurred (cents)."""
    tied = claims.filter(claims.term_id.notnull())
    return tied.group_by("term_id", "line", "peril").agg(
        claim_count=total(tied.claim_count), incurred=total(tied.incurred)
    )


def apart(claims: ir.Table) -> ir.Table:
    """Claims that are tied to no term, summed by line: claim_count, incurred (cents)."""
    lone = claims.filter(claims.term_id.isnull())
    return lone.group_by("line").agg(claim_count=total(lone.claim_count), incurred=total(lone.incurred))


def _begun(snapshot: Snapshot, *, of: ir.Table) -> ir.Table:
    """The terms of some claims that have begun; the few claims spare most terms."""
    terms = snapshot["terms"]
    begun = terms.filter(terms.inception_date <= ibis.literal(snapshot.as_of))
    return begun.semi_join(of, "term_id").select(begun_term_id="term_id")
