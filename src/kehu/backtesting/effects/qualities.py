"""What those brought who stayed: keeping all beside keeping the good, and what one more point would have brought.

Reads the followed renewals; gives rows of `KeptQualities`.
A point is a hundredth of the renewals decided, each of which brings what those of its quality brought that stayed. Who
could be kept by more effort may be worse than who stayed by himself, so it is what a point was worth at best.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.backtesting.effects.clusters import ALL, NOTHING, clustered
from kehu.backtesting.effects.lists import finite
from kehu.statistics.ratios import of_amounts
from kehu.tables.effects import QUALITIES

Row = dict[str, Any]
POINT = 0.01


def kept_qualities(followed: ir.Table) -> list[Row]:
    """One row a quality with renewals decided, in the order of `QUALITIES`."""
    rows = followed.mutate(quality=ibis.ifelse(followed.is_good, "good", "poor"))
    return [_row(name, part) for name in QUALITIES if (part := _of(rows, name)).count().to_pyarrow().as_py()]


def _of(rows: ir.Table, quality: str) -> ir.Table:
    return rows if quality == "all" else rows.filter(rows.quality == quality)


def _row(quality: str, rows: ir.Table) -> Row:
    sums = rows.agg(
        decided_count=rows.count(),
        renewed_count=rows.renewed.sum().cast("int64"),
        earned=rows.earned.sum(),
        incurred=rows.incurred.sum(),
        expected_result=rows.expected_result.sum(),
    )
    told = sums.to_pyarrow().to_pylist()[0]
    brought = of_amounts(clustered(rows, weight="renewed", amount="result").get(ALL, NOTHING))
    point = POINT * told["decided_count"]
    renewed = told["renewed_count"]
    return {
        "quality": quality,
        "decided_count": told["decided_count"],
        "renewed_count": renewed,
        "renewed_share": renewed / told["decided_count"],
        "loss_ratio": told["incurred"] / told["earned"] if told["earned"] > 0 else None,
        "result": finite(brought.value),
        "result_lower": finite(brought.lower),
        "result_upper": finite(brought.upper),
        "result_foretold": told["expected_result"] / renewed if renewed else None,
        "point_result": finite(point * brought.value),
        "point_lower": finite(point * brought.lower),
        "point_upper": finite(point * brought.upper),
    }
