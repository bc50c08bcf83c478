"""Intervals of frequency tables that allow for what the claims of one customer have in common.

Reads what was told and expected of each term; gives how far customers scatter, and a model whose intervals hold that.
The claims of a customer's terms and years come from one customer, good or bad, and are not the independent counts that
a Poisson fit takes them for. A level on which few customers have many years is less sure than its claims would make it
(clustered errors; Liang and Zeger 1986).
"""

from __future__ import annotations

import ibis.expr.types as ir
import numpy as np

from kehu.statistics.rating.model import RatingModel, widened


def spread_between_customers(told: ir.Table) -> float:
    """Σ (observed − expected)² over Σ expected, customer by customer: 1 where claims are independent, and never less.

    `told` has customer_id, observed and expected claims.

    >>> import ibis, pyarrow as pa
    >>> told = pa.table({"customer_id": ["A", "A", "B"], "observed": [3.0, 1.0, 0.0], "expected": [1.0, 1.0, 2.0]})
    >>> spread_between_customers(ibis.memtable(told))
    2.0
    """
    sums = told.group_by("customer_id").agg(observed=told.observed.sum(), expected=told.expected.sum())
    missed = sums.observed - sums.expected
    (row,) = sums.agg(squares=(missed * missed).sum(), expected=sums.expected.sum()).to_pyarrow().to_pylist()
    return max(1.0, float(row["squares"]) / float(row["expected"])) if row["expected"] else 1.0


def with_customers_bounds(model: RatingModel, told: ir.Table) -> RatingModel:
    """The model with intervals as wide as customers scatter.

    >>> import ibis, pyarrow as pa
    >>> from kehu.statistics.rating.documents import example
    >>> told = pa.table({"customer_id": ["A", "B"], "observed": [4.0, 0.0], "expected": [1.0, 1.0]})
    >>> with_customers_bounds(example(), ibis.memtable(told)).about["spread_between_customers"]
    5.0
    """
    spread = spread_between_customers(told)
    return widened(model, float(np.sqrt(spread)), about={"spread_between_customers": spread})
