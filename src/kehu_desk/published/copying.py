"""Many rows into a table, as quickly as the database takes them.

Gives `copy_rows`: COPY on PostgreSQL, prepared inserts on SQLite, in the transaction that is open. Django's own
`bulk_create` makes an object of every row and is ten to twenty times as slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

Row = Sequence[Any]


def copy_rows(table: str, columns: Sequence[str], batches: Iterable[Sequence[Row]]) -> int:
    """Append rows, given in batches, to a table; gives how many there were. Raises Django's database errors."""
    write = _copied if connection.vendor == "postgresql" else _inserted
    with connection.wrap_database_errors:
        return write(table, columns, batches)


def _copied(table: str, columns: Sequence[str], batches: Iterable[Sequence[Row]]) -> int:
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for batch in batches:
            for row in batch:
                copy.write_row(row)
            count += len(batch)
    return count


def _inserted(table: str, columns: Sequence[str], batches: Iterable[Sequence[Row]]) -> int:
    count = 0
    places = ", ".join("?" for _ in columns)
    with connection.cursor() as cursor:
        raw = cursor.connection.cursor()
        for batch in batches:
            raw.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", batch)
            count += len(batch)
        raw.close()
    return count
