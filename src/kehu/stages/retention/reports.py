"""Renewal models and price responses as rows: what a reader needs to follow any probability.

Reads fitted models and responses; gives the tables `retention_models` and `price_responses`.
The levels of a table stand in the order of their numbers, with the odds that they multiply by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from kehu.stages.retention.model import Fitted
from kehu.stages.retention.price import Response
from kehu.statistics.rating.fitting import NORMAL_95
from kehu.tables.schema import Table
from kehu.tables.staying import PriceResponses, RetentionModels

BASE = "base"


def of_models(models: Sequence[Fitted]) -> ir.Table:
    """The models in the columns of `RetentionModels`: base, tables in their order, factors left out."""
    return _table(RetentionModels, [row for fitted in models for row in _rows(fitted)])


def of_responses(responses: Sequence[Response]) -> ir.Table:
    """The responses in the columns of `PriceResponses`.

    >>> of_responses([]).count().to_pyarrow().as_py()
    0
    """
    rows = [
        {
            "line": one.line,
            "basis": one.basis,
            "pessimistic": one.pessimistic,
            "central": one.central,
            "optimistic": one.optimistic,
            "measured": one.measured.value if one.offers else None,
            "measured_error": one.measured.error if one.offers else None,
            "offers": one.offers,
            "residual_spread": one.residual_spread,
            "usual_change": one.usual_change,
        }
        for one in responses
    ]
    return _table(PriceResponses, rows)


def _rows(fitted: Fitted) -> Iterator[dict[str, Any]]:
    """The rows of one model; the base's interval is that of the share of all its renewals."""
    name, offers, share = fitted.name, fitted.offers, fitted.renewals / fitted.offers
    spread = NORMAL_95 / np.sqrt(max(offers * share * (1 - share), 0.5))
    base = fitted.model.base
    bounds = {"odds": base, "lower": base * np.exp(-spread), "upper": base * np.exp(spread)}
    first = {"model": name, "factor": BASE, "level_number": 0, "table_number": 0}
    yield {**first, **bounds, "offers": float(offers), "lapses": float(offers - fitted.renewals)}
    for place, table in enumerate(fitted.model.in_force, start=1):
        (binning,) = table.binnings
        columns = (binning.labels, table.exposure, table.relativities, table.lower, table.upper)
        for level_number, line in enumerate(zip(*columns, strict=True)):
            named = dict(zip(("level", "offers", "odds", "lower", "upper"), line, strict=True))
            place_of = {"model": name, "factor": binning.factor, "level_number": level_number, "table_number": place}
            yield {**place_of, **named}
    for factor, reason in fitted.choice.left_out:
        yield {"model": name, "factor": factor, "level_number": 0, "reason": reason}


def _table(schema: type[Table], rows: list[dict[str, Any]]) -> ir.Table:
    kinds = {name: column.datatype.to_pyarrow() for name, column in schema.columns.items()}
    arrays = {name: pa.array([row.get(name) for row in rows], kind) for name, kind in kinds.items()}
    return ibis.memtable(pa.table(arrays))
