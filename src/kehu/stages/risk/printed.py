"""The models as tables that people read: a row a level, a document a model, a row a factor looked at.

Reads fitted models; gives rows of `RiskModels`, `RiskDocuments` and `RiskFactors`.
A level stands with its fitted relativity, its interval and its exposure, and with what an underwriter set in its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kehu.stages.risk.models import FREQUENCY, SEVERITY, LineModels
from kehu.stages.risk.perils import PerilModels
from kehu.statistics.rating.documents import as_document
from kehu.statistics.rating.model import RatingModel, RatingTable
from kehu.tables.risks import PerilDocuments, RiskDocuments, RiskEdits, RiskFactors, RiskModels
from kehu.tables.risks import PerilModels as PerilLevels
from kehu.tables.schema import Table

BASE = "base"
NO_TABLE = "says too little for a table"


def as_table(rows: list[dict[str, Any]], table: type[Table]) -> ir.Table:
    """Rows as a table of its columns; those that a row leaves out are empty. Money is rounded when it is written."""
    kinds = table.datatypes()
    schema = ibis.schema({name: "float64" if kind.is_decimal() else kind for name, kind in kinds.items()}).to_pyarrow()
    columns = {name: pa.array([row.get(name) for row in rows], schema.field(name).type) for name in table.columns}
    return ibis.memtable(pa.table(columns, schema=schema))


def levels(models: list[LineModels]) -> ir.Table:
    """Every level of every table."""
    rows = [
        {"line": each.line, "model": name, **row}
        for each in models
        for name in (FREQUENCY, SEVERITY)
        for row in _rows(getattr(each, name))
    ]
    return as_table(rows, RiskModels)


def documents(models: list[LineModels]) -> ir.Table:
    """Every model as a document."""
    rows = [
        {"line": each.line, "model": name, **_document(getattr(each, name))}
        for each in models
        for name in (FREQUENCY, SEVERITY)
    ]
    return as_table(rows, RiskDocuments)


def peril_levels(perils: list[PerilModels]) -> ir.Table:
    """Every level of every table of the perils' models."""
    rows = [
        {"line": each.line, "peril": each.peril, "model": name, **row}
        for each in perils
        for name in (FREQUENCY, SEVERITY)
        for row in _rows(getattr(each, name))
    ]
    return as_table(rows, PerilLevels)


def peril_documents(perils: list[PerilModels]) -> ir.Table:
    """Every model of a peril as a document."""
    rows = [
        {"line": each.line, "peril": each.peril, "model": name, **_document(getattr(each, name))}
        for each in perils
        for name in (FREQUENCY, SEVERITY)
    ]
    return as_table(rows, PerilDocuments)


def factors(models: list[LineModels]) -> ir.Table:
    """Every factor that was looked at."""
    rows = []
    for each in models:
        often, dear = (
            {factor for t in model.tables for factor in t.factors} for model in (each.frequency, each.severity)
        )
        for candidate in each.candidates:
            is_told = candidate.name in often | dear
            rows.append(
                {
                    "line": each.line,
                    "factor": candidate.name,
                    "is_declared": candidate.is_declared,
                    "filled_share": candidate.filled_share,
                    "is_in_frequency": candidate.name in often,
                    "is_in_severity": candidate.name in dear,
                    "reason": candidate.reason or ("" if is_told else NO_TABLE),
                }
            )
    return as_table(rows, RiskFactors)


def edits(rows: list[dict[str, Any]]) -> ir.Table:
    """Every edit and what came of it."""
    return as_table(rows, RiskEdits)


def _document(model: RatingModel) -> dict[str, Any]:
    """A model as JSON, with the recipe that it was fitted by and who promoted that."""
    return {
        "recipe": model.about.get("recipe", ""),
        "promoted_by": model.about.get("promoted_by") or None,
        "document": json.dumps(as_document(model), ensure_ascii=False),
    }


def _rows(model: RatingModel) -> Iterator[dict[str, Any]]:
    """The base, then the levels of each table."""
    nothing = {"second_factor": "", "second_level": ""}
    yield {"table_number": 0, "factor": BASE, "level": BASE, "relativity": float(model.base), **nothing}
    set_by_hand = {(edit.factors, edit.levels): edit for edit in model.edits}
    for number, table in enumerate(model.tables, start=1):
        for place, labels in _places(table):
            edit = set_by_hand.get((table.factors, labels))
            yield {
                "table_number": number,
                "factor": table.factors[0],
                "level": labels[0],
                "second_factor": table.factors[1] if len(table.factors) > 1 else "",
                "second_level": labels[1] if len(labels) > 1 else "",
                "exposure": float(table.exposure[place]),
                "relativity": float(table.relativities[place]),
                "lower": float(table.lower[place]),
                "upper": float(table.upper[place]),
                "edited_relativity": edit.relativity if edit else None,
                "edited_by": edit.by if edit else None,
                "edit_reason": edit.reason if edit else None,
            }


def _places(table: RatingTable) -> Iterator[tuple[tuple[int, ...], tuple[str, ...]]]:
    """The places of a table's array with the labels of their levels."""
    numbered = [list(enumerate(binning.labels)) for binning in table.binnings]
    for levels in product(*numbered):
        yield tuple(number for number, _ in levels), tuple(label for _, label in levels)
