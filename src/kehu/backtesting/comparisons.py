"""The four comparisons in one shape: weight, what was foretold, what came, and the contenders of each.

Reads the rows of claims, renewals and values; gives `Comparison`s, held in the engine, with deciles.
Deciles have equal weight and go from the lowest score to the highest; rows of one score lie in the order of their ids,
so that the same book gives the same deciles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.backtesting.claims import COST, FREQUENCY, claim_rows
from kehu.backtesting.renewals import RENEWAL, renewal_rows
from kehu.backtesting.replays import Replay
from kehu.backtesting.values import VALUE, value_rows
from kehu.tables import Book

DECILES = 10


@dataclass(frozen=True)
class Comparison:
    """Rows with weight, foretold and came (totals), squares, deciles, groups; contenders' columns, for one weight."""

    measure: str
    rows: ir.Table
    contenders: Mapping[str, str]


def comparisons(replay: Replay, book: Book) -> tuple[Comparison, ...]:
    """Frequency, cost, renewal and value of a replay."""
    claims = replay.engine.keep(claim_rows(replay))
    asked, valued = renewal_rows(replay), value_rows(replay, book)
    told = claims.mutate(id=claims.policy_id, weight=claims.developed_exposure)
    often = told.mutate(foretold=told.claims_per_year * told.weight, came=told.claim_count, score=told.claims_per_year)
    dear = told.mutate(foretold=told.cost_per_year * told.weight, came=told.incurred, score=told.cost_per_year)
    stays = asked.mutate(
        id=asked.term_id, weight=1.0, foretold=asked.renewal_probability, came=asked.renewed, squares=0.0,
        score=asked.renewal_probability,
    )  # fmt: skip
    worth = valued.mutate(
        id=valued.customer_id, weight=1.0, foretold=valued.coming_result, came=valued.gained,
        squares=valued.gained * valued.gained, score=valued.lifetime_value,
    )  # fmt: skip
    parts = {
        "frequency": (often, FREQUENCY),
        "cost": (dear, COST),
        "renewal": (stays, RENEWAL),
        "value": (worth, VALUE),
    }
    return tuple(
        Comparison(measure, replay.engine.keep(_shaped(rows, contenders)), contenders)
        for measure, (rows, contenders) in parts.items()
    )


def _shaped(rows: ir.Table, contenders: Mapping[str, str]) -> ir.Table:
    """The columns of a comparison, with the decile of each row."""
    shaped = rows.select(
        *dict.fromkeys(("id", "customer_id", *contenders.values())),
        **{name: rows[name].cast("float64") for name in ("weight", "foretold", "came", "squares", "score")},
        **{name: rows[name].fill_null("none") for name in ("line", "channel", "grade", "branch")},
    )
    order = ibis.cumulative_window(order_by=["score", "id"])
    reached = shaped.weight.sum().over(order) - shaped.weight / 2
    place = (reached / shaped.weight.sum().as_scalar() * DECILES).floor().cast("int64")
    decile = ibis.least(place, DECILES - 1) + 1
    return shaped.mutate(decile=decile.cast("string").lpad(2, "0"))
