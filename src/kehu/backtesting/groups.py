"""What was foretold and what came, group by group, with bounds.

Reads a `Comparison`; gives rows of `BacktestGroups`.
The engine sums by group; the bounds follow from the sums alone: counts by Poisson, cost as compound Poisson, renewals
by Wilson, value by the spread of the customers. What was foretold should lie inside in 95 groups of 100.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.backtesting.comparisons import Comparison
from kehu.statistics import intervals
from kehu.tables.backtests import GROUPINGS

Row = dict[str, Any]
BOUNDS: dict[str, Callable[[Row], tuple[float, float]]] = {
    "frequency": lambda row: _shared(intervals.of_count(row["came"]), row["weight"]),
    "cost": lambda row: _shared(intervals.of_amounts(row["came"], row["squares"]), row["weight"]),
    "renewal": lambda row: intervals.of_share(row["came"], row["weight"]),
    "value": lambda row: intervals.of_mean(row["came"], row["squares"], row["weight"]),
}


def grouped(comparison: Comparison) -> list[Row]:
    """The groups of a comparison, in the order of the groupings and of the names."""
    return [
        _told(comparison.measure, grouping, row)
        for grouping in GROUPINGS
        for row in _sums(comparison.rows, grouping).to_pyarrow().to_pylist()
        if row["weight"]
    ]


def _sums(rows: ir.Table, grouping: str) -> ir.Table:
    sums = {name: rows[name].sum() for name in ("weight", "foretold", "came", "squares")}
    if grouping == "all":
        return rows.agg(**sums).mutate(name=ibis.literal("all"))
    return rows.group_by(name=rows[grouping]).agg(**sums).order_by("name")


def _told(measure: str, grouping: str, row: Row) -> Row:
    lower, upper = BOUNDS[measure](row)
    foretold = row["foretold"] / row["weight"]
    has_ratio = measure != "value" and row["foretold"] > 0
    return {
        "measure": measure,
        "grouping": grouping,
        "name": row["name"],
        "weight": row["weight"],
        "foretold": foretold,
        "came": row["came"] / row["weight"],
        "lower": lower,
        "upper": upper,
        "ratio": row["came"] / row["foretold"] if has_ratio else None,
        "is_outside": not lower <= foretold <= upper,
    }


def _shared(bounds: tuple[float, float], weight: float) -> tuple[float, float]:
    return bounds[0] / weight, bounds[1] / weight
