"""The table of search keys, made by hand.

It has some twenty rows for each customer, so its shape matters: on SQLite the table is its own index, on PostgreSQL
one covering index answers a search without touching the table. Keys are compared byte by byte on both, so that "begins
with" is a range of the index whatever the database's language.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

MAKE = {
    "sqlite": [
        "CREATE TABLE published_searchkey (run_id smallint NOT NULL, key varchar(120) NOT NULL, "
        "place integer NOT NULL, branch_number integer NOT NULL, PRIMARY KEY (run_id, key, place)) WITHOUT ROWID"
    ],
    "postgresql": [
        'CREATE TABLE published_searchkey (run_id smallint NOT NULL, key varchar(120) COLLATE "C" NOT NULL, '
        "place integer NOT NULL, branch_number integer NOT NULL)",
        "CREATE INDEX searchkey_by_key ON published_searchkey (run_id, key, place) INCLUDE (branch_number)",
    ],
}


def make(_apps: Any, editor: Any) -> None:
    """Make the table in the shape that fits the database."""
    for statement in MAKE[editor.connection.vendor]:
        editor.execute(statement)


def drop(_apps: Any, editor: Any) -> None:
    """Take the table away."""
    editor.execute("DROP TABLE published_searchkey")


class Migration(migrations.Migration):
    """The table of search keys."""

    dependencies = (("published", "0001_initial"),)
    operations = (
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make, drop)],
            state_operations=[
                migrations.CreateModel(
                    name="SearchKey",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "run_id", "key", "place", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("run_id", models.SmallIntegerField()),
                        ("key", models.CharField(max_length=120)),
                        ("place", models.IntegerField()),
                        ("branch_number", models.IntegerField()),
                    ],
                    options={"db_table": "published_searchkey"},
                ),
            ],
        ),
    )
