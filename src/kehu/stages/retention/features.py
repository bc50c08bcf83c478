"""What was known of each renewal occasion on the day it was judged.

Reads occasions, the book as of a date and identities; gives one row an occasion with its features beside.
Every feature is taken from rows known by the judged day, whatever the book has learned since, so the same row comes
out of the whole book and out of `Book.as_of(judged_date)`; a property test holds it to that. Policies, parties and
identities are taken as they are known on the run's date.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.parameters import Retention
from kehu.stages.retention.diary import GIVEN, IN_FORCE, RECEIVED, SUMS, diary
from kehu.stages.retention.endings import band, days_since, endings
from kehu.statistics.years import complete_years
from kehu.tables import Snapshot

PRICE = "price_change"
NUMBERS = (
    *("policy_years", "customer_years", "term_count", "other_policies", "other_lines"),
    *("claims_in_term", "claims_three_years", "open_claims", "slow_claims", "policyholder_age", "premium"),
    *("services_last_year", "contacts_last_year", "last_survey_score", PRICE),
)
CODES = ("channel", "product", "kind", "region", "branch_part", "expiry_month", "other_ended")
FLAGS = ("has_referred", "was_referred")
FEATURES = (*NUMBERS, *CODES, *FLAGS)


def features(*, occasions: ir.Table, snapshot: Snapshot, identities: ir.Table, parameters: Retention) -> ir.Table:
    """The occasions with the columns of `FEATURES`; rows stay as many as they were."""
    lines = _lines(snapshot)
    written = diary(snapshot=snapshot, identities=identities, lines=lines, parameters=parameters)
    entries = written.rename(diary_customer_id="customer_id", first_cover_date="first_date")
    # The last entry that may be used on the judged day; ahead of everything else, because it sorts both sides.
    known = occasions.asof_join(
        entries,
        on=occasions.judged_date >= entries.usable_date,
        predicates=occasions.customer_id == entries.diary_customer_id,
    )
    ended = endings(snapshot=snapshot, identities=identities, parameters=parameters)
    for found in (
        _earlier_terms(occasions, snapshot),
        _claims_in_term(occasions, snapshot),
        days_since(occasions=occasions, endings=ended),
    ):
        known = known.left_join(found, "term_id").drop("term_id_right")
    return _described(known, lines, parameters=parameters).select(*occasions.columns, *_new(occasions))


def _new(occasions: ir.Table) -> list[str]:
    return [name for name in FEATURES if name not in occasions.columns]


def _lines(snapshot: Snapshot) -> list[str]:
    found = snapshot["policies"].select("line").distinct().order_by("line").to_pyarrow()["line"].to_pylist()
    return [line for line in found if line is not None]


def _earlier_terms(occasions: ir.Table, snapshot: Snapshot) -> ir.Table:
    """How many terms of the policy were known by the judged day and begun before this one, and the first day of all."""
    terms = snapshot["terms"].select("policy_id", "known_date", earlier_date="inception_date")
    asked = occasions.select("term_id", "policy_id", "inception_date", "judged_date")
    pairs = asked.inner_join(terms, "policy_id")
    pairs = pairs.filter((pairs.earlier_date < pairs.inception_date) & (pairs.known_date <= pairs.judged_date))
    return pairs.group_by("term_id").agg(earlier_terms=pairs.count(), earlier_date=pairs.earlier_date.min())


def _claims_in_term(occasions: ir.Table, snapshot: Snapshot) -> ir.Table:
    """Claims of the expiring term that had occurred before the judged day and were known by it."""
    claims = snapshot["claims"].select("term_id", "occurred_date", "known_date", "claim_count")
    told = occasions.select("term_id", "judged_date").inner_join(claims, "term_id")
    seen = told.filter((told.occurred_date < told.judged_date) & (told.known_date <= told.judged_date))
    return seen.group_by("term_id").agg(claims_in_term=seen.claim_count.fill_null(1).sum().cast("int64"))


def _described(known: ir.Table, lines: list[str], *, parameters: Retention) -> ir.Table:
    counts = {name: known[name].fill_null(0) for name in SUMS if name not in (IN_FORCE, GIVEN, RECEIVED)}
    begun = ibis.least(known.first_inception_date, known.earlier_date, known.inception_date)
    longest = parameters.longest_tenure_years
    arrived = ibis.least(known.first_cover_date, begun)
    other_lines = [
        ((known[f"line_{n}"] > 0) & (known.line != line)).fill_null(False).cast("int64") for n, line in enumerate(lines)
    ]
    ratio = known.offered_premium / known.expiring_premium
    parts = known.branch.split("/")
    return known.mutate(
        **counts,
        policy_years=ibis.least(complete_years(begun, known.renewal_date), longest),
        customer_years=ibis.least(complete_years(arrived, known.renewal_date), longest),
        term_count=known.earlier_terms.fill_null(0) + 1,
        other_policies=ibis.greatest(known[IN_FORCE].fill_null(1) - 1, 0),
        other_lines=sum(other_lines, ibis.literal(0, "int64")),
        claims_in_term=known.claims_in_term.fill_null(0),
        policyholder_age=complete_years(known.birth_date, known.renewal_date),
        price_change=ibis.ifelse(
            (known.offered_premium > 0) & (known.expiring_premium > 0), ratio, ibis.null("float64")
        ).ln(),
        branch_part=ibis.ifelse(parts.length() > 1, parts[1], parts[0]),
        expiry_month=known.renewal_date.month().cast("string").lpad(2, "0"),
        other_ended=band(known.ended_days),
        has_referred=known[GIVEN].fill_null(0) > 0,
        was_referred=known[RECEIVED].fill_null(0) > 0,
    )
