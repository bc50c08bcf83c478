"""A judge of rows: whether they meet a rule of their table."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import ibis
import pyarrow as pa
import pytest

from kehu.tables import SOURCES, Kind, Table

Cells = Mapping[str, Any]
Judge = Callable[..., list[bool]]
READERS = {Kind.DATE: datetime.date.fromisoformat, Kind.MONEY: lambda amount: Decimal(amount).quantize(Decimal("0.01"))}


@pytest.fixture
def judged() -> Judge:
    """Verdicts of a rule on rows, each perhaps with the row it refers to: `judged(Claims, "closed…", row, …)`.

    What a row leaves out is empty; a condition that is unknown counts as met, as it does in a load.
    """

    def judge(schema: type[Table], name: str, *rows: Cells, beside: Cells | None = None) -> list[bool]:
        (rule,) = [rule for rule in schema.rules if rule.name == name]
        if rule.beside is None:
            table = _table(schema, *rows)
            holds = rule.holds(table)
        else:
            parent = SOURCES[schema.references()[rule.beside]]
            other = _table(parent, beside or {}).rename("parent_{name}")
            table = _table(schema, *rows).cross_join(other)
            holds = rule.holds(table, SimpleNamespace(**{name: table[f"parent_{name}"] for name in parent.columns}))
        return table.select(is_met=holds.fill_null(True)).to_pyarrow()["is_met"].to_pylist()

    return judge


def _table(schema: type[Table], *rows: Cells) -> ibis.Table:
    filled = [{name: _cell(schema, name, cell) for name, cell in row.items()} for row in rows]
    return ibis.memtable(pa.Table.from_pylist(filled, schema=ibis.schema(schema.datatypes()).to_pyarrow()))


def _cell(schema: type[Table], name: str, cell: Any) -> Any:
    return READERS.get(schema.columns[name].kind, lambda plain: plain)(cell)
