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


def of_policies(book: Book, *, policies: Sequence[str]) -> Book:
    """The book of a few policies: their terms and changes, what they insure, their claims and movements."""
    kept = {
        name: _where(book.versions[name], "policy_id", policies)
        for name in ("terms", "claims", "insured_objects")
        if name in book.versions
    }
    for name, parent, key in (("claim_movements", "claims", "claim_id"), ("endorsements", "terms", "term_id")):
        if parent in kept and name in book.versions:
            versions = book.versions[name]
            kept[name] = _whole(versions, versions.rows.semi_join(kept[parent].rows, key))
    return Book(kept)


def seen(book: Book, name: str, column: str, values: Sequence[str], *, date: datetime.date) -> list[Row]:
    """Rows of a table whose column, as known on a date, holds one of some values."""
    if name not in book.versions or not values:
        return []
    narrow = Book({name: _where(book.versions[name], column, values)}).as_of(date)[name]
    return rows_of(narrow.filter(narrow[column].isin(values)))


def rows_of(table: ir.Table) -> list[Row]:
    """The rows of a small table as plain values."""
    rows: list[Row] = table.to_pyarrow().to_pylist()
    return rows


def column_of(rows: Iterable[Row], name: str) -> list[str]:
    """One column of some rows."""
    return [row[name] for row in rows]


def _where(versions: Versions, column: str, values: Sequence[str]) -> Versions:
    """The rows of which any version has one of some values in a column."""
    rows = versions.rows
    return _whole(versions, rows.filter(rows[column].isin(values)) if values else rows.limit(0))


def _whole(versions: Versions, found: ir.Table) -> Versions:
    """Rows found, with all their versions: a later one may say otherwise than the one that was found."""
    (key,) = versions.schema.key
    rows = versions.rows.semi_join(found, key) if versions.has_updates else found
    return Versions(rows, versions.schema, versions.has_updates)
