"""Claims and their cost: what was expected of the policies in force beside what the next months brought.

Reads a `Replay`; gives one row a policy: exposure, claims and cost since, and what each contender said of a year.
A policy counts with all its cover since the date, that of renewed terms too: what is expected is a year of the same
cover, as far as `telling` says that it is told.
"""

from __future__ import annotations

import datetime

import ibis
import ibis.expr.types as ir

from kehu.backtesting.replays import Replay
from kehu.backtesting.telling import day_after, pattern_of, told_claims, told_cover

FREQUENCY = {"model": "claims_per_year", "factors_only": "factor_claims", "line_mean": "mean_claims"}
COST = {"model": "cost_per_year", "line_mean": "mean_cost", "loss_ratio": "loss_ratio_cost"}


def claim_rows(replay: Replay) -> ir.Table:
    """One row a policy in force on the date that had cover since.

    Columns: policy_id, customer_id, line, channel, branch, grade; exposure_years and developed_exposure since;
    claim_count, incurred (developed, in currency) and squares (of single claims' incurred); what the contenders expect
    of a year: claims_per_year, factor_claims (without own record), mean_claims, cost_per_year, mean_cost,
    loss_ratio_cost (premium × the line's loss ratio of the last year).
    """
    pattern = pattern_of(replay)
    foretold = replay.engine.keep(_foretold(replay))
    covered = _covered(replay, foretold, pattern)
    came = _came(replay, pattern)
    rows = foretold.inner_join(covered, "policy_id").left_join(came, "policy_id").drop("policy_id_right")
    return replay.placed(rows.fill_null({"claim_count": 0.0, "incurred": 0.0, "squares": 0.0}))


def _foretold(replay: Replay) -> ir.Table:
    """One row a policy in force: what the run expected of a year of it, and what plain rules would."""
    terms, policies = replay.table("term_risks"), replay.known["policies"]
    summed = terms.group_by("policy_id").agg(
        customer_id=terms.customer_id.min(),
        line=terms.line.min(),
        factor_claims=terms.claims_per_year.mean(),
        claims_per_year=(terms.claims_per_year * terms.record_factor).mean(),
        cost_per_year=terms.expected_cost.mean(),
        premium=terms.annual_premium.cast("float64").mean(),
    )
    owned = summed.left_join(policies.select("policy_id", "channel", "branch"), "policy_id").drop("policy_id_right")
    usual = _usual(replay)
    rows = owned.left_join(usual, owned.line == usual.usual_line).drop("usual_line")
    by_ratio = (rows.premium * rows.loss_ratio).nullif(0.0).coalesce(rows.mean_cost)
    return rows.mutate(loss_ratio_cost=by_ratio).drop("premium", "loss_ratio")


def _usual(replay: Replay) -> ir.Table:
    """By line: mean claims and cost of a year, and the loss ratio of the calendar year that the date closes."""
    lines, accounts = replay.table("line_risks"), replay.table("accounts")
    last = accounts.filter(accounts.year == replay.as_of.year)
    incurred = (last.incurred - last.unpriced_incurred).sum().cast("float64")
    sums = last.group_by("line").agg(loss_ratio=incurred / last.earned_premium.sum().cast("float64").nullif(0.0))
    joined = lines.left_join(sums, "line")
    return joined.select(
        "loss_ratio",
        usual_line=joined.line,
        mean_claims=joined.claims_per_year,
        mean_cost=joined.claims_per_year * joined.developed_incurred / joined.claim_count.nullif(0),
    )


def _covered(replay: Replay, foretold: ir.Table, pattern: ir.Table) -> ir.Table:
    """Cover of those policies since the date, as known later: exposure_years and developed_exposure."""
    terms = replay.later["terms"].inner_join(foretold.select("policy_id", "line"), "policy_id")
    first = ibis.literal(replay.as_of + datetime.timedelta(days=1))
    told = told_cover(replay, terms, pattern, first=first, last=day_after(replay))
    sums = told.group_by("policy_id").agg(
        exposure_years=told.exposure_years.sum(), developed_exposure=told.developed_exposure.sum()
    )
    return sums.filter(sums.developed_exposure > 0)


def _came(replay: Replay, pattern: ir.Table) -> ir.Table:
    """Claims of policies that occurred since the date, told by the later one: how many, how dear, and squares."""
    occurred = replay.later["claims"].select("claim_id", "occurred_date")
    recent = occurred.filter(occurred.occurred_date > ibis.literal(replay.as_of))
    told = told_claims(replay, pattern, of=recent)
    return told.group_by("policy_id").agg(
        claim_count=told.claim_count.sum().cast("float64"),
        incurred=told.amount.sum(),
        squares=(told.amount * told.amount).sum(),
    )
