"""What points of retention are worth on this book: everybody kept a little longer, beside the good kept first.

Reads `policy_values`; gives the table `retention_profits`.
Retention rises because odds of renewal rise, by one factor for all covers or for those with a value above 0, so that
the same number of covers renews more in both. No rule of thumb is needed: a book whose poor risks stay as long as its
good ones earns little by keeping everybody. Covers that are alike in renewal are summed first, so that the size of the
book does not matter.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kehu.stages.value.policies import NORMAL_95
from kehu.statistics.odds import raised
from kehu.tables.values import RetentionProfits

POINTS = (0.0, 1.0, 2.0, 3.0, 5.0, 10.0)
LEVELS = 1000  # classes of probability of renewal
MOST = 0.999  # of the covers that can be kept: odds that would have to be endless end here

Floats = NDArray[np.float64]


def retention_profits(*, policies: ir.Table, records: ir.Table, deviations: float) -> ir.Table:
    """Two rows a number of points with the columns of `RetentionProfits`; no row where no cover has a value.

    The bounds of the record factor in `records` lie so many standard deviations from it.
    """
    cells = _cells(policies, records, deviations=deviations)
    table = cells.order_by("is_good", "level").to_pyarrow()
    held = {name: table[name].to_numpy().astype(float) for name in table.column_names}
    rows = [] if not table.num_rows else [row for points in POINTS for row in _at(held, points)]
    return ibis.memtable(pa.Table.from_pylist(rows, schema=ibis.schema(RetentionProfits.datatypes()).to_pyarrow()))


def _cells(policies: ir.Table, records: ir.Table, *, deviations: float) -> ir.Table:
    """Covers of one class of renewal and one side of 0: sums of what each brings if it renews.

    Covers that are lost or renewed already cannot be kept, and are in no cell.
    """
    doubts = records.select("customer_id", doubt=(records.record_upper - records.record_lower) / records.record_factor)
    undecided = policies.filter(policies.lifetime_value.notnull() & (policies.renewal > 0) & (policies.renewal < 1))
    rows = undecided.left_join(doubts, "customer_id")
    result = rows.annual_result.cast("float64")
    spread = rows.expected_cost.cast("float64") * rows.doubt.fill_null(0.0) / (2 * deviations)
    return rows.group_by(
        is_good=(rows.lifetime_value > 0).cast("int64"), level=(rows.renewal * LEVELS).floor().cast("int64")
    ).agg(
        covers=rows.count(),
        renewal=rows.renewal.mean(),
        result=result.sum(),
        squares=(result * result).sum(),
        doubts=(spread * spread).sum(),
        value=(result * rows.later_years).sum(),
    )


def _at(held: dict[str, Floats], points: float) -> list[dict[str, Any]]:
    """The rows of all and of the good, at so many points of retention above the book's own."""
    covers, renewal, good = held["covers"], held["renewal"], held["is_good"] > 0
    more = points / 100 * covers.sum()
    kept = min(more, MOST * float((covers * (1 - renewal)).sum()))
    of_good = min(kept, MOST * float((covers * (1 - renewal))[good].sum()))
    everybody = raised(renewal, weights=covers, by=kept)
    first = renewal.copy()
    first[good] = raised(renewal[good], weights=covers[good], by=of_good)
    first[~good] = raised(renewal[~good], weights=covers[~good], by=kept - of_good)
    return [{"kept": name, "points": points, **_row(held, now)} for name, now in (("all", everybody), ("good", first))]


def _row(held: dict[str, Floats], now: Floats) -> dict[str, Any]:
    """Results at new probabilities. A cover that is kept more by q is kept or not: variance q (1 - q) times result²."""
    covers, renewal = held["covers"], held["renewal"]
    more = now - renewal
    result, value = float((now * held["result"]).sum()), float((now * held["value"]).sum())
    gain, value_gain = float((more * held["result"]).sum()), float((more * held["value"]).sum())
    variance = (more * (1 - more) * held["squares"] + more * more * held["doubts"]).sum()
    beside = NORMAL_95 * float(np.sqrt(variance))
    money = {
        "next_result": result,
        "gain": gain,
        "gain_lower": gain - beside,
        "gain_upper": gain + beside,
        "value": value,
        "value_gain": value_gain,
    }
    return {
        "retention": float((covers * now).sum() / covers.sum()),
        "renewed_count": round(float((covers * now).sum())),
        "gain_share": gain / (result - gain) if result > gain else None,
        "value_gain_share": value_gain / (value - value_gain) if value > value_gain else None,
        **{name: Decimal(round(amount * 100)) / 100 for name, amount in money.items()},
    }
