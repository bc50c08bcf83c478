"""Exposure rows: what a risk model is fitted on, one row a term whose cover has begun.

Reads `terms`, `policies`, `parties`, identities as of a date; gives days and years of cover up to that date, what the
term is, and factors that any book has, each as of the term's inception.
A term stays one row though it spans two calendar years: its claims are told apart by age, not by year. Nothing here
comes from claims; the customer's own record is judged apart.
"""

from __future__ import annotations

import datetime

import ibis
import ibis.expr.types as ir

from kehu.stages.risk.holdings import holdings
from kehu.statistics.years import complete_years
from kehu.tables import Snapshot

YEAR_DAYS = 365  # of exposure, as accounts and rates a year count them

OF_POLICIES = ("line", "product", "channel", "branch")
OF_PARTIES = ("kind", "region", "industry", "birth_date", "licence_date")


def exposure(*, snapshot: Snapshot, identities: ir.Table) -> ir.Table:
    """One row a term that has begun by the as-of date.

    Columns: term_id, policy_id, customer_id, line, product, channel, branch, inception_date, year (of inception);
    covered_days and exposure_years up to the as-of date, first_age_days and last_age_days (how many days before its end
    cover began and stopped: the two ages between which the cover lies now); written_premium, sum_insured, deductible;
    kind, region, industry of the policyholder, policyholder_age, licence_years, policy_years (since the policy's first
    inception, by the source or else by its terms on record), other_policies and other_lines (in force at inception, as
    known then).

    Terms whose policy is missing are left out, which `controls.balance` will find.
    """
    covered = _covered(snapshot).inner_join(_policies(snapshot, identities=identities), "policy_id")
    held = holdings(snapshot=snapshot, identities=identities)
    rows = covered.left_join(held, "term_id").drop("term_id_right")
    return rows.mutate(
        other_policies=rows.other_policies.fill_null(0),
        other_lines=rows.other_lines.fill_null(0),
        policyholder_age=complete_years(rows.birth_date, rows.inception_date),
        licence_years=complete_years(rows.licence_date, rows.inception_date),
        policy_years=complete_years(ibis.least(rows.first_inception_date, rows.inception_date), rows.inception_date),
    ).drop("birth_date", "licence_date", "first_inception_date")


def _covered(snapshot: Snapshot) -> ir.Table:
    """Terms that have begun, with their cover up to the end of the as-of date."""
    terms = snapshot["terms"]
    begun = terms.filter(terms.inception_date <= ibis.literal(snapshot.as_of))
    until = ibis.literal(snapshot.as_of + datetime.timedelta(days=1))
    end = ibis.least(begun.expiry_date, begun.cancellation_date.coalesce(begun.expiry_date), until)
    days = ibis.greatest(end.delta(begun.inception_date, unit="day"), 0)
    first_age = until.delta(begun.inception_date, unit="day")
    return begun.select(
        "term_id",
        "policy_id",
        "inception_date",
        "written_premium",
        "sum_insured",
        "deductible",
        year=begun.inception_date.year(),
        covered_days=days,
        exposure_years=days / YEAR_DAYS,
        first_age_days=first_age,
        last_age_days=first_age - days,
    )


def _policies(snapshot: Snapshot, *, identities: ir.Table) -> ir.Table:
    """Policies with their customer and policyholder, and their first inception on record."""
    policies = snapshot["policies"].select("policy_id", "party_id", "first_inception_date", *OF_POLICIES)
    first = _first_terms(snapshot["terms"], of=policies.filter(policies.first_inception_date.isnull()))
    parties = snapshot["parties"].select("party_id", *OF_PARTIES)
    known = policies.left_join(first, "policy_id").drop("policy_id_right")
    known = known.left_join(parties, "party_id").drop("party_id_right")
    owned = known.left_join(identities.select("party_id", "customer_id"), "party_id").drop("party_id_right")
    begun = owned.first_inception_date.coalesce(owned.first_term_date)
    return owned.mutate(first_inception_date=begun).drop("party_id", "first_term_date")


def _first_terms(terms: ir.Table, *, of: ir.Table) -> ir.Table:
    """The first inception of the policies of which the source gives none; where it gives all, no term is looked at."""
    held = terms.semi_join(of, "policy_id")
    return held.group_by("policy_id").agg(first_term_date=held.inception_date.min())
