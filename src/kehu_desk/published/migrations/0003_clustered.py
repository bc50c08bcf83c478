"""The list of customers on SQLite: the rows stand in the order of run and place, in the key itself.

Lists walk along the places and skip those whom a filter keeps out, so the rows should lie in that order and need no
second look-up. PostgreSQL keeps rows as they were copied, which is the same order.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

TABLE = "published_customer"


def cluster(_apps: Any, editor: Any) -> None:
    """Make the table anew without row ids, with the same columns and indexes; it is empty as yet."""
    if editor.connection.vendor != "sqlite":
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = %s AND sql IS NOT NULL", [TABLE])
        made = cursor.fetchall()
    (table,) = (sql for kind, sql in made if kind == "table")
    editor.execute(f"DROP TABLE {TABLE}")
    editor.execute(f"{table} WITHOUT ROWID")
    for sql in (sql for kind, sql in made if kind == "index"):
        editor.execute(sql)


class Migration(migrations.Migration):
    """The list of customers, in the order of its places."""

    dependencies = (("published", "0002_search_keys"),)
    operations = (migrations.RunPython(cluster, migrations.RunPython.noop),)
