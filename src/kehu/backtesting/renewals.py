"""Renewals: the probability that the run gave each open renewal beside what was decided since.

Reads a `Replay`; gives one row a renewal that was open on the date and is decided by the later one.
Probabilities hold for covers that come to their renewal, so those cancelled before it are no case here. Days of grace
count as they do for the model: a renewal without an answer is judged once they are over.
"""

from __future__ import annotations

import ibis.expr.types as ir

from kehu.backtesting.replays import Replay
from kehu.stages import retention
from kehu.tables import Snapshot

OPEN, RENEWED = "open", "renewed"
RENEWAL = {"model": "renewal_probability", "line_rate": "line_rate"}


def renewal_rows(replay: Replay) -> ir.Table:
    """One row a renewal: term_id, customer_id, line, channel, branch, grade, what was foretold, and `renewed` (0, 1).

    `line_rate` is the share of the line's renewals decided by the date that renewed.
    """
    asked = replay.table("renewal_occasions")
    asked = asked.filter((asked.decision == OPEN) & asked.renewal_probability.notnull())
    came = _decided(replay, replay.later).select("term_id", "renewed")
    rates = _line_rates(replay)
    rows = asked.inner_join(came, "term_id")
    rows = rows.left_join(rates, rows.line == rates.rated_line).drop("rated_line")
    chosen = rows.select(
        *("term_id", "customer_id", "line", "channel", "branch", "renewal_probability", "renewed"),
        line_rate=rows.line_rate.coalesce(0.5),
    )
    return replay.placed(chosen)


def _decided(replay: Replay, seen: Snapshot) -> ir.Table:
    """All renewals that a book knows to be decided."""
    rows = retention.describe(
        engine=replay.engine, snapshot=seen, identities=replay.table("identities"), parameters=replay.parameters
    )
    return rows.filter(rows.is_decided).mutate(renewed=(rows.decision == RENEWED).cast("float64"))


def _line_rates(replay: Replay) -> ir.Table:
    """The share that renewed by line, half a case away from none and from all."""
    past = _decided(replay, replay.known)
    return past.group_by(rated_line=past.line).agg(line_rate=(past.renewed.sum() + 0.5) / (past.count() + 1.0))
