"""Rows of a table as a sheet of a workbook.

Reads plain rows; gives a `Sheet`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kehu.stores.workbooks import Cell, Heading, Sheet
from kehu.tables import Table

WIDTH = 18


def table_sheet(name: str, about: str, table: type[Table], rows: Iterable[Mapping[str, Any]]) -> Sheet:
    """Rows of a table as a sheet of a workbook, a column each."""
    headings = tuple(Heading(column.replace("_", " "), Cell.ANY, WIDTH) for column in table.columns)
    return Sheet(name, f"{about}: {name.lower()}", headings, [tuple(map(row.get, table.columns)) for row in rows])
