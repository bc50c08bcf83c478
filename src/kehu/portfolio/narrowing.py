"""The few rows of a book that belong to one customer, found by key.

Reads a book's versions of rows; gives a book of those rows alone, or the rows as plain values.
A row is kept with all its versions where any version has the value asked for, since a later one may have another:
so what is seen as of a date is the same as in the whole book.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

import ibis.expr.types as ir

from kehu.tables import Book, Versions

Row = dict[str, Any]
OF_A_POLICY = ("policies", "terms", "claims")


def of_policies(book: Book, *, policies: Sequence[str]) -> Book:
    """The book of a few policies: their terms, claims and movements."""
    kept = {
        name: _with_keys(book.versions[name], _keys(book.versions[name], "policy_id", policies))
        for name in OF_A_POLICY
        if name in book.versions
    }
    if "claims" in kept and "claim_movements" in book.versions:
        movements = book.versions["claim_movements"]
        claims = column_of(rows_of(kept["claims"].rows), "claim_id")
        kept["claim_movements"] = _with_keys(movements, _keys(movements, "claim_id", claims))
    return Book(kept)


def seen(book: Book, name: str, column: str, values: Sequence[str], *, date: datetime.date) -> list[Row]:
    """Rows of a table whose column, as known on a date, holds one of some values."""
    if name not in book.versions or not values:
        return []
    versions = book.versions[name]
    narrow = Book({name: _with_keys(versions, _keys(versions, column, values))}).as_of(date)[name]
    return rows_of(narrow.filter(narrow[column].isin(values)))


def rows_of(table: ir.Table) -> list[Row]:
    """The rows of a small table as plain values."""
    rows: list[Row] = table.to_pyarrow().to_pylist()
    return rows


def column_of(rows: Iterable[Row], name: str) -> list[str]:
    """One column of some rows."""
    return [row[name] for row in rows]


def _keys(versions: Versions, column: str, values: Sequence[str]) -> Sequence[str]:
    """Keys of the rows of which any version has one of some values."""
    (key,) = versions.schema.key
    if key == column or not values:
        return values
    rows = versions.rows.filter(versions.rows[column].isin(values)).select(key).distinct()
    return column_of(rows_of(rows), key)


def _with_keys(versions: Versions, keys: Sequence[str]) -> Versions:
    (key,) = versions.schema.key
    rows = versions.rows.filter(versions.rows[key].isin(keys)) if keys else versions.rows.limit(0)
    return Versions(rows, versions.schema, versions.has_updates)
