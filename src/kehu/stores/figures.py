"""Rows of a run's tables as frozen values: every field of the value is a column of the table.

Reads Parquet files and tables in memory; gives values of the kind asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

Read = TypeVar("Read")


def values_of(kind: type[Read], rows: pa.Table) -> tuple[Read, ...]:
    """Rows as values of a kind."""
    names = kind.__dataclass_fields__  # type: ignore[attr-defined]
    return tuple(kind(**{name: row[name] for name in names}) for row in rows.to_pylist())


def whole(kind: type[Read], path: Path) -> tuple[Read, ...]:
    """A small table whole; nothing where there is no such file."""
    return values_of(kind, pq.read_table(path)) if path.is_file() else ()


def in_branch(scope: str, *others: ds.Expression) -> ds.Expression | None:
    """The condition that a row lies in a branch or below it, and all others; None where there is none."""
    asked = list(others)
    if scope:
        branch = ds.field("branch")
        asked.append((branch == scope) | pc.starts_with(branch, pattern=f"{scope}/"))
    condition = None
    for one in asked:
        condition = one if condition is None else condition & one
    return condition
