"""Each customer's place in the grid of risk and value, the strategy there, and the way from the former run's place.

Reads `customer_values`, `customer_risks`, `identity_redirects` and the former run's `customer_segments`; gives the
tables `customer_segments`, `segment_cells` and `segment_movements`.
Plain cuts of two numbers that each have their reasons, instead of clusters, because everybody who acts on a segment
must be able to say why a customer is in it.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.stages.segments.grid import every_cell, places, segment_cells
from kehu.stages.segments.movements import followed, movements
from kehu.tables.book import empty
from kehu.tables.values import CustomerSegments, SegmentMovements


def place(
    *,
    engine: Engine,
    values: ir.Table,
    risks: ir.Table,
    redirects: ir.Table,
    former: ir.Table | None,
    parameters: Parameters,
) -> Mapping[str, ir.Table]:
    """The tables of the stage by name; without a former run nobody is a newcomer and nobody has moved."""
    cells = every_cell(parameters=parameters)
    placed = engine.keep(places(values=values, risks=risks, cells=cells))
    known = None if former is None else engine.keep(followed(former=former, redirects=redirects))
    return {
        "customer_segments": _with_former(placed, known),
        "segment_cells": segment_cells(placed=placed, cells=cells).order_by("grade", "tier"),
        "segment_movements": empty(SegmentMovements) if known is None else movements(placed=placed, known=known),
    }


def _with_former(placed: ir.Table, known: ir.Table | None) -> ir.Table:
    """The columns of `CustomerSegments`."""
    if known is None:
        names = ("former_grade", "former_tier", "former_strategy")
        before = dict.fromkeys(names, ibis.null("string"))
        return placed.mutate(is_newcomer=ibis.null("boolean"), **before).select(*CustomerSegments.columns)
    joined = placed.left_join(known.filter(known.number == 0), "customer_id")
    return joined.mutate(is_newcomer=joined.number.isnull()).select(*CustomerSegments.columns)
