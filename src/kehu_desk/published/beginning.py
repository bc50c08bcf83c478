"""The lookup `begins`: text that begins with other text, as a range of an ordinary index.

Gives `Begins` for columns whose texts compare byte by byte, as those of the search keys do. Django's own `startswith`
uses no index on SQLite.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Lookup

LAST = "\U0010ffff"


class Begins(Lookup):
    """`key__begins="wang"`: from `wang` up to just before whatever follows all that begins so."""

    lookup_name = "begins"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """The range as SQL."""
        column, parameters = self.process_lhs(compiler, connection)
        text = str(self.rhs)
        return f"({column} >= %s AND {column} < %s)", [*parameters, text, *parameters, text + LAST]
