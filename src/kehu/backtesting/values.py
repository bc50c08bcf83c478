"""Value: what the run said of each customer beside what the customer's account gained since.

Reads a `Replay`; gives one row a customer with a value on the date.
An account gains what the book as of the later date adds to it: premium earned, claims and costs of the months
between, and what became known meanwhile of older claims. The status quo, which the value has to beat, is what the same
account gained over the year before the date, gone on with.
"""

from __future__ import annotations

import datetime

import ibis
import ibis.expr.types as ir

from kehu.backtesting.replays import YEAR_DAYS, Replay
from kehu.stages import accounts
from kehu.tables import Book, Snapshot

VALUE = {
    **{"lifetime_value": "lifetime_value", "coming_result": "coming_result"},
    **{"status_quo": "status_quo", "premium": "annual_premium"},
}


def value_rows(replay: Replay, book: Book) -> ir.Table:
    """One row a customer: line (or `several`), channel, branch, grade, what was foretold, and `gained`, in currency.

    Columns foretold: lifetime_value, coming_result, status_quo, annual_premium; the second and third are scaled to the
    time between the dates.
    """
    before = book.as_of(replay.as_of - datetime.timedelta(days=YEAR_DAYS))
    now = _results(replay, replay.known, "now")
    sums = now.outer_join(_results(replay, replay.later, "later"), "customer_id")
    sums = sums.mutate(customer_id=sums.customer_id.coalesce(sums.customer_id_right)).drop("customer_id_right")
    gains = sums.left_join(_results(replay, before, "before"), "customer_id").drop("customer_id_right")
    gains = gains.fill_null(dict.fromkeys(("now", "later", "before"), 0.0))
    gains = gains.select("customer_id", gained=gains.later - gains.now, last_year=gains.now - gains.before)
    values = replay.table("customer_values")
    rows = values.filter(values.lifetime_value.notnull()).left_join(gains, "customer_id").drop("customer_id_right")
    found = rows.select(
        "customer_id",
        lifetime_value=rows.lifetime_value.cast("float64"),
        coming_result=rows.coming_result.cast("float64").fill_null(0.0) * replay.years,
        status_quo=rows.last_year.fill_null(0.0) * replay.years,
        annual_premium=rows.annual_premium.cast("float64").fill_null(0.0),
        gained=rows.gained.fill_null(0.0),
    )
    return replay.placed(_with_place(replay, found))


def _results(replay: Replay, seen: Snapshot, name: str) -> ir.Table:
    """Each customer's whole result, as a book knows it."""
    settled = accounts.settle(snapshot=seen, identities=replay.table("identities"), parameters=replay.parameters)
    sums = settled.group_by("customer_id").agg(**{name: settled.result.sum().cast("float64")})
    return replay.engine.keep(sums)


def _with_place(replay: Replay, rows: ir.Table) -> ir.Table:
    """Rows with line, channel and branch of the covers valued; `several` where they differ."""
    covers, policies = replay.table("policy_values"), replay.known["policies"].select("policy_id", "channel", "branch")
    held = covers.select("customer_id", "policy_id", "line").inner_join(policies, "policy_id")
    one = {
        name: ibis.ifelse(held[name].min() == held[name].max(), held[name].min(), ibis.literal("several"))
        for name in ("line", "channel", "branch")
    }
    places = held.group_by("customer_id").agg(**one)
    return rows.left_join(places, "customer_id").drop("customer_id_right")
