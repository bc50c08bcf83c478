"""Each renewal of the lists beside what came of it: was it offered so, did it renew, what did the next year bring.

Reads a `Replay`; gives one row a renewal that came to its day by the later date.
Cover and claims count for a year from the renewal, as far as the later date tells them: premium is earned as far as its
claims are told, and the amount of a told claim is carried to its ultimate. A renewal for which the insurer made no
offer, or took it back, did not renew; one that was cancelled before its day is no case here.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.backtesting.replays import YEAR_DAYS, Replay
from kehu.backtesting.telling import pattern_of, told_claims, told_cover
from kehu.stages import retention

RENEWED, NOT_RENEWED = "renewed", "not_renewed"
WITHOUT = ("withdrawn", "without_offer")
YEAR = ibis.interval(days=YEAR_DAYS)


def followed(replay: Replay) -> ir.Table:
    """One row a renewal that came to its day.

    Columns: term_id, customer_id, line, channel, branch, grade, list, is_held_out, is_good; renewed (0, 1),
    is_carried_out, log_change (of the price offered, new over expiring), foretold (probability at that price); earned,
    incurred, levelled (claims with large ones spread), charges, result (by levelled claims), expected and
    expected_result: currency, of the year from the renewal as far as it is told.
    """
    asked = replay.engine.keep(_decisions(replay).inner_join(_came(replay), "term_id"))
    pattern = pattern_of(replay)
    covered, lost = _covered(replay, asked, pattern), _lost(replay, asked, pattern)
    rows = asked.left_join(covered, "term_id").drop("term_id_right")
    rows = rows.left_join(lost, "term_id").drop("term_id_right")
    rows = rows.fill_null(dict.fromkeys(("earned", "told_years", "incurred", "levelled"), 0.0))
    charges = (rows.charges * rows.earned / rows.annual_premium.nullif(0.0)).fill_null(0.0)
    told = rows.mutate(
        foretold=_foretold(rows),
        is_carried_out=_is_carried_out(rows, same=replay.parameters.renewals.same_price),
        charges=charges,
        result=rows.earned - rows.levelled - charges,
        expected=rows.expected_cost * rows.told_years,
        expected_result=rows.annual_result * rows.told_years,
    )
    return replay.placed(told).drop(
        *("annual_premium", "expected_cost", "annual_result", "price_change", "slope"),
        *("renewal_probability", "proposed_change", "told_years", "renewal_date", "policy_id", "offer"),
    )


def _decisions(replay: Replay) -> ir.Table:
    """What the run decided of each renewal, and what it rested on."""
    lists, values = replay.table("renewal_decisions"), replay.table("policy_values")
    occasions, responses = replay.table("renewal_occasions"), replay.table("price_responses")
    rows = lists.select(
        *("term_id", "policy_id", "customer_id", "line", "channel", "branch", "renewal_date", "list", "offer"),
        "is_held_out",
        is_good=(lists.value_unchanged >= 0).fill_null(True),
        proposed_change=lists.price_change,
    )
    kept = ("annual_premium", "charges", "expected_cost", "annual_result")
    worth = values.select("term_id", **{name: values[name].cast("float64") for name in kept})
    for found in (occasions.select("term_id", "price_change", "renewal_probability"), worth):
        rows = rows.left_join(found, "term_id").drop("term_id_right")
    slopes = responses.select(slope_line="line", slope="central")
    return rows.left_join(slopes, rows.line == slopes.slope_line).drop("slope_line")


def _came(replay: Replay) -> ir.Table:
    """Every renewal that came to its day by the later date: renewed or not, and at which change of the price."""
    known = retention.describe(
        engine=replay.engine, snapshot=replay.later, identities=replay.table("identities"), parameters=replay.parameters
    )
    grace = ibis.interval(days=replay.parameters.retention.grace_days)
    is_without = known.decision.isin(list(WITHOUT)) & (known.renewal_date + grace <= ibis.literal(replay.until))
    come = known.filter(known.is_decided | is_without)
    return come.select(
        "term_id",
        renewed=(come.decision == RENEWED).cast("float64"),
        is_without_offer=come.decision.isin(list(WITHOUT)),
        log_change=come.price_change,
    )


def _foretold(rows: ir.Table) -> ir.FloatingValue:
    """The probability of renewal at the price that was really offered; without an offer there is none."""
    held = rows.renewal_probability.clip(1e-9, 1 - 1e-9)
    moved = (rows.slope * (rows.log_change - rows.price_change)).fill_null(0.0)
    odds = (held / (1 - held)).ln() + moved
    return ibis.ifelse(rows.is_without_offer, 0.0, 1 / (1 + (-odds).exp()))


def _is_carried_out(rows: ir.Table, *, same: float) -> ir.BooleanValue:
    """What was offered is what was decided; empty where the book tells no price."""
    seen = rows.log_change.exp() - 1
    is_same_price = (seen - rows.proposed_change).abs() <= same
    return ibis.ifelse(rows.offer == "decline", rows.is_without_offer, is_same_price & ~rows.is_without_offer)


def _covered(replay: Replay, asked: ir.Table, pattern: ir.Table) -> ir.Table:
    """Premium earned of the year from each renewal, and years of it, both as far as their claims are told."""
    terms = replay.later["terms"].rename(next_id="term_id").drop("known_date")
    pairs = _stayed(asked).inner_join(terms, "policy_id")
    grace = ibis.interval(days=replay.parameters.retention.grace_days)
    is_next = (pairs.inception_date >= pairs.renewal_date - grace) & (pairs.next_id != pairs.term_id)
    pairs = pairs.filter(is_next)
    told = told_cover(replay, pairs, pattern, first=pairs.renewal_date, last=pairs.renewal_date + YEAR)
    return told.group_by("term_id").agg(earned=told.earned.sum(), told_years=told.developed_exposure.sum())


def _lost(replay: Replay, asked: ir.Table, pattern: ir.Table) -> ir.Table:
    """Claims of the year from each renewal, told by the later date and carried to their ultimate."""
    days = replay.later["claims"].select("claim_id", "occurred_date", "policy_id")
    pairs = _stayed(asked).inner_join(days, "policy_id")
    is_within = (pairs.occurred_date >= pairs.renewal_date) & (pairs.occurred_date < pairs.renewal_date + YEAR)
    within = pairs.filter(is_within).select("term_id", "claim_id")
    lost = within.inner_join(told_claims(replay, pattern, of=within), "claim_id")
    return lost.group_by("term_id").agg(incurred=lost.amount.sum(), levelled=lost.levelled.sum())


def _stayed(asked: ir.Table) -> ir.Table:
    return asked.filter(asked.renewed == 1).select("term_id", "policy_id", "line", "renewal_date")
