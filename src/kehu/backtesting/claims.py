"""Claims and their cost: what was expected of the policies in force beside what the next months brought.

Reads a `Replay`; gives one row a policy: exposure, claims and cost since, and what each contender said of a year.
A policy counts with all its cover since the date, that of renewed terms too: what is expected is a year of the same
cover. Claims that are not told yet are not guessed: exposure counts as far as its claims are told by the later date
(Cape Cod), and the amount of a told claim is carried to its ultimate, both by the pattern known on the later date.
Where the later book is said to hold all claims, neither is done.
"""

from __future__ import annotations

import datetime

import ibis
import ibis.expr.types as ir

from kehu.backtesting.replays import YEAR_DAYS, Replay
from kehu.stages.risk.development import develop, with_developed_amounts, with_developed_exposure
from kehu.stages.risk.losses import claims_known

FREQUENCY = {"model": "claims_per_year", "factors_only": "factor_claims", "line_mean": "mean_claims"}
COST = {"model": "cost_per_year", "line_mean": "mean_cost", "loss_ratio": "loss_ratio_cost"}


def claim_rows(replay: Replay) -> ir.Table:
    """One row a policy in force on the date that had cover since.

    Columns: policy_id, customer_id, line, channel, branch, grade; exposure_years and developed_exposure since;
    claim_count, incurred (developed, in currency) and squares (of single claims' incurred); what the contenders expect
    of a year: claims_per_year, factor_claims (without own record), mean_claims, cost_per_year, mean_cost,
    loss_ratio_cost (premium × the line's loss ratio of the last year).
    """
    pattern = replay.engine.keep(develop(snapshot=replay.later, parameters=replay.parameters.development))
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
    terms = replay.later["terms"].semi_join(foretold, "policy_id")
    lined = terms.inner_join(foretold.select("policy_id", "line"), "policy_id")
    after = ibis.literal(replay.until + datetime.timedelta(days=1))
    first = ibis.greatest(lined.inception_date, ibis.literal(replay.as_of + datetime.timedelta(days=1)))
    last = ibis.least(lined.expiry_date, lined.cancellation_date.coalesce(lined.expiry_date), after)
    days = ibis.greatest(last.delta(first, unit="day"), 0)
    rows = lined.select("policy_id", "line", covered_days=days, first_age_days=after.delta(first, unit="day"))
    rows = rows.filter(rows.covered_days > 0)
    rows = rows.mutate(
        last_age_days=rows.first_age_days - rows.covered_days, exposure_years=rows.covered_days / YEAR_DAYS
    )
    told = with_developed_exposure(exposure=rows, pattern=pattern)
    if replay.is_all_told:
        told = told.mutate(developed_exposure=told.exposure_years)
    sums = told.group_by("policy_id").agg(
        exposure_years=told.exposure_years.sum(), developed_exposure=told.developed_exposure.sum()
    )
    return sums.filter(sums.developed_exposure > 0)


def _came(replay: Replay, pattern: ir.Table) -> ir.Table:
    """Claims of policies that occurred since the date, told by the later one: how many, how dear, and squares."""
    occurred = replay.later["claims"].select("claim_id", "occurred_date")
    recent = occurred.filter(occurred.occurred_date > ibis.literal(replay.as_of))
    told = claims_known(snapshot=replay.later).semi_join(recent, "claim_id")
    grown = with_developed_amounts(claims=told, pattern=pattern)
    amount = (grown.incurred if replay.is_all_told else grown.developed_incurred) / 100
    return grown.group_by("policy_id").agg(
        claim_count=grown.claim_count.sum().cast("float64"), incurred=amount.sum(), squares=(amount * amount).sum()
    )
