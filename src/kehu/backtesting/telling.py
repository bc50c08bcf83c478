"""How far the later day tells what came: cover and premium as far as their claims are told, claims at their ultimate.

Reads a `Replay`; gives cover and claims that later comparisons sum by policy, by renewal and by customer.
Claims that are not told yet are not guessed: cover counts as far as its claims are told by the later date (Cape Cod),
and the amount of a told claim is carried to its ultimate, both by the pattern known on the later date. Where the later
book is said to hold all claims, neither is done.
"""

from __future__ import annotations

import datetime

import ibis
import ibis.expr.types as ir

from kehu.backtesting.replays import YEAR_DAYS, Replay
from kehu.stages.risk.development import develop, with_developed_amounts, with_developed_exposure
from kehu.stages.risk.losses import claims_known

CENTS = 100


def pattern_of(replay: Replay) -> ir.Table:
    """How claims of each line are told with age, as the later book knows it; held in the engine."""
    return replay.engine.keep(develop(snapshot=replay.later, parameters=replay.parameters.development))


def day_after(replay: Replay) -> ir.DateScalar:
    """The day after the later date: what is known by its end is told."""
    return ibis.literal(replay.until + datetime.timedelta(days=1))


def told_cover(
    replay: Replay, terms: ir.Table, pattern: ir.Table, *, first: ir.DateValue, last: ir.DateValue
) -> ir.Table:
    """Terms with a `line` that have cover between two days, and how much of it: exposure_years, developed_exposure.

    `developed_exposure` are the years as far as their claims are told, and `earned` the premium of so many.
    """
    after = day_after(replay)
    ends = ibis.least(terms.expiry_date, terms.cancellation_date.coalesce(terms.expiry_date), last, after)
    begins = ibis.greatest(terms.inception_date, first)
    whole = terms.expiry_date.delta(terms.inception_date, unit="day").nullif(0)
    rows = terms.mutate(
        covered_days=ibis.greatest(ends.delta(begins, unit="day"), 0),
        first_age_days=after.delta(begins, unit="day"),
        year_premium=terms.written_premium.cast("float64") / whole * YEAR_DAYS,
    )
    rows = rows.filter(rows.covered_days > 0)
    rows = rows.mutate(
        last_age_days=rows.first_age_days - rows.covered_days, exposure_years=rows.covered_days / YEAR_DAYS
    )
    told = with_developed_exposure(exposure=rows, pattern=pattern)
    if replay.is_all_told:
        told = told.mutate(developed_exposure=told.exposure_years)
    return told.mutate(earned=(told.year_premium * told.developed_exposure).fill_null(0.0))


def told_claims(replay: Replay, pattern: ir.Table, *, of: ir.Table) -> ir.Table:
    """The claims whose claim_id stands in `of`: claim_id, policy_id, claim_count, amount and levelled (currency).

    `levelled` is the amount cut at the cap that the run gave the line, times what the run adds for large claims: the
    mean is the same if the run was right about large claims, and chance moves it far less.
    """
    told = claims_known(snapshot=replay.later).semi_join(of, "claim_id")
    grown = with_developed_amounts(claims=told, pattern=pattern)
    amount = grown.incurred if replay.is_all_told else grown.developed_incurred
    lines = replay.table("line_risks")
    known = lines.select("large_loss_factor", cap=lines.claim_cap.cast("float64"), capped_line=lines.line)
    rows = grown.mutate(amount=amount / CENTS).left_join(known, grown.line == known.capped_line)
    cut = ibis.least(rows.amount, rows.cap.fill_null(rows.amount))
    levelled = ibis.ifelse(rows.cap.isnull(), rows.amount, cut * rows.large_loss_factor.fill_null(1.0))
    return rows.select("claim_id", "policy_id", "claim_count", "amount", levelled=levelled)
