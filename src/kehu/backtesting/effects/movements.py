"""Who left, who stayed and who came, by grade, with their premium and claims before and after.

Reads a `Replay` and, where there is one, the later run for the grades of those who came; gives rows of `BookMovements`.
A customer stays who has any cover in force on both days. Claims before are what the run expected of a year, since a
year's own claims are mostly chance; claims after are what came, carried to their ultimate, with the squares for bounds.
"""

from __future__ import annotations

import datetime
from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.backtesting.replays import YEAR_DAYS, Replay
from kehu.backtesting.telling import day_after, pattern_of, told_claims, told_cover
from kehu.stores.run_folders import RunFolder
from kehu.tables.effects import MOVEMENTS

Row = dict[str, Any]
SUMS = (
    *("premium_before", "expected_before", "premium_after", "kept_before", "kept_after", "kept_expected"),
    *("earned_premium", "incurred", "levelled", "levelled_squared"),
)


def book_movements(replay: Replay, now: RunFolder | None) -> list[Row]:
    """One row a movement and grade, in the order of `MOVEMENTS`."""
    owners = _owners(replay, now)
    rows = _beside(_before(replay, owners), _after(replay, owners))
    rows = rows.left_join(_since(replay, owners), "customer_id").drop("customer_id_right")
    movement = ibis.cases((rows.premium_after.isnull(), "left"), (rows.premium_before.isnull(), "came"), else_="stayed")
    graded = replay.placed(rows.mutate(movement=movement))
    came = graded.movement == "came"
    graded = graded.mutate(grade=ibis.ifelse(came, graded.later_grade.fill_null("none"), graded.grade))
    summed = graded.group_by("movement", "grade").agg(
        customer_count=graded.count(), **{name: graded[name].sum().fill_null(0.0) for name in SUMS}
    )
    found: list[Row] = summed.to_pyarrow().to_pylist()
    return sorted(found, key=lambda row: (MOVEMENTS.index(row["movement"]), row["grade"]))


def _owners(replay: Replay, now: RunFolder | None) -> ir.Table:
    """The customer of each policy, as the run knew him or else its party, and his grade in the later run."""
    known = replay.table("identities").select("party_id", "customer_id")
    owned = replay.later["policies"].select("policy_id", "party_id", "line")
    owned = owned.left_join(known, "party_id").drop("party_id_right")
    owned = owned.mutate(customer_id=owned.customer_id.coalesce(owned.party_id))
    if now is None:
        return replay.engine.keep(owned.mutate(later_grade=ibis.null("string")).drop("party_id"))
    parties, risks = (replay.engine.read([now.table(name)]) for name in ("identities", "customer_risks"))
    graded = parties.select("party_id", "customer_id").inner_join(risks.select("customer_id", "grade"), "customer_id")
    found = owned.left_join(graded.select("party_id", later_grade="grade"), "party_id")
    return replay.engine.keep(found.drop("party_id", "party_id_right"))


def _before(replay: Replay, owners: ir.Table) -> ir.Table:
    """Each customer's covers in force on the first day, and of them those that are in force on the later day too."""
    terms, later = replay.table("term_risks"), _in_force(replay, owners)
    policies = terms.group_by("policy_id", "customer_id").agg(
        premium_before=terms.annual_premium.cast("float64").sum().fill_null(0.0),
        expected_before=terms.expected_cost.sum().fill_null(0.0),
    )
    rows = policies.left_join(later.select("policy_id", "premium"), "policy_id")
    is_kept = rows.premium.notnull()
    return rows.group_by("customer_id").agg(
        premium_before=rows.premium_before.sum(),
        expected_before=rows.expected_before.sum(),
        kept_before=rows.premium_before.sum(where=is_kept),
        kept_after=rows.premium.sum(where=is_kept),
        kept_expected=rows.expected_before.sum(where=is_kept),
    )


def _after(replay: Replay, owners: ir.Table) -> ir.Table:
    """Premium of a year of each customer's covers in force on the later day."""
    held = _in_force(replay, owners)
    return held.group_by("customer_id").agg(premium_after=held.premium.sum(), later_grade=held.later_grade.max())


def _in_force(replay: Replay, owners: ir.Table) -> ir.Table:
    """The policies in force on the later day, with their premium of a year and what `owners` says."""
    terms, day = replay.later["terms"], ibis.literal(replay.until)
    ends = ibis.least(terms.expiry_date, terms.cancellation_date.coalesce(terms.expiry_date))
    held = terms.filter((terms.inception_date <= day) & (ends > day))
    years = held.expiry_date.delta(held.inception_date, unit="day").nullif(0) / YEAR_DAYS
    premium = (held.written_premium.cast("float64") / years).sum().fill_null(0.0)
    return held.group_by("policy_id").agg(premium=premium).inner_join(owners, "policy_id")


def _since(replay: Replay, owners: ir.Table) -> ir.Table:
    """Premium earned and claims of each customer since the first day, as far as they are told."""
    pattern = pattern_of(replay)
    first = ibis.literal(replay.as_of + datetime.timedelta(days=1))
    terms = replay.later["terms"].inner_join(owners, "policy_id")
    cover = told_cover(replay, terms, pattern, first=first, last=day_after(replay))
    earned = cover.group_by("customer_id").agg(earned_premium=cover.earned.sum())
    days = replay.later["claims"].select("claim_id", "occurred_date")
    claims = told_claims(replay, pattern, of=days.filter(days.occurred_date >= first)).inner_join(owners, "policy_id")
    lost = claims.group_by("customer_id").agg(
        incurred=claims.amount.sum(),
        levelled=claims.levelled.sum(),
        levelled_squared=(claims.levelled * claims.levelled).sum(),
    )
    return _beside(earned, lost)


def _beside(one: ir.Table, other: ir.Table) -> ir.Table:
    """The customers of both tables, each once."""
    rows = one.outer_join(other, "customer_id")
    return rows.mutate(customer_id=rows.customer_id.coalesce(rows.customer_id_right)).drop("customer_id_right")
