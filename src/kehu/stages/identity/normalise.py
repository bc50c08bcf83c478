"""Party records with the values that rules compare, each written in one way.

Reads `parties`; gives one row a record: its place in the book, its keys, and a column for each column of a rule.
A record's place is its rank by known date and key, so that records known later stand behind and renumber nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import ibis
import ibis.expr.types as ir

from kehu.stages.identity.contradictions import said
from kehu.tables import writing

WRITTEN = "written_"
IDENTITY = frozenset({"identity_type", "identity_number"})

Written = Callable[[ir.Table], ir.Value]

WRITING: Mapping[str, Written] = {
    "identity_type": lambda row: row.true_type,
    "identity_number": lambda row: row.true_number,
    "phone": lambda row: writing.phone(row.phone),
    "email": lambda row: writing.email(row.email),
}


def records(parties: ir.Table, *, columns: Collection[str]) -> ir.Table:
    """Party records as `place, party_id, source`, what `said` tells of them, and `written_<column>` for each column.

    `place` counts from 0 in the order of (known_date, party_id); `has_true_identity` says which numbers can be true.
    """
    parties = writing.identified(parties)
    return parties.select(
        "party_id",
        "source",
        "has_true_identity",
        place=ibis.row_number().over(order_by=[parties.known_date, parties.party_id]),
        **said(parties),
        **{WRITTEN + column: value(parties, column) for column in columns},
    )


def value(parties: ir.Table, column: str) -> ir.Value:
    """A column as rules compare it: empty where nothing true was written."""
    if column in WRITING:
        return WRITING[column](parties)
    plain = parties[column]
    return writing.words(plain) if plain.type().is_string() else plain
