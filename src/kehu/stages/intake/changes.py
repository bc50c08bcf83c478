"""What a load changes in the book: rows that are new, rows that differ, rows that say what the book says already.

Reads accepted records and the book's present rows; gives the rows to add. An update is known from the extract's date
on, whatever its own date: a replay of an earlier day sees what was then believed. A row that says the same but was
known earlier, as when older years are loaded after newer ones, is known from its own date: it changes no belief.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.tables import Table
from kehu.tables.book import FIRST_KNOWN, VERSION

IS_NEW = "is_new_"
IS_SAME = "is_same_"
IS_EARLIER = "is_earlier_"
FORMER = "former_"


@dataclass(frozen=True)
class Change:
    """The rows to add to one table, how many are new, changed or already there, and which batches hold the latter."""

    rows: ir.Table
    schema: type[Table]
    inserted: int
    updated: int
    unchanged: int
    leans_on: dict[int, int]


def compare(
    records: ir.Table, schema: type[Table], present: ir.Table | None, *, extract_date: datetime.date, engine: Engine
) -> Change:
    """Split records into new, changed and unchanged against the present rows of the book.

    `present` holds the newest version of each row with its `batch_number` and `first_known_date`.
    """
    records = records.select(*schema.columns)
    if present is None:
        return Change(
            records, schema, inserted=int(records.count().to_pyarrow().as_py()), updated=0, unchanged=0, leans_on={}
        )
    marked = engine.keep(_marked(records, schema, present))
    counts = marked.group_by(IS_NEW, IS_SAME, FORMER + VERSION).agg(rows=marked.count()).to_pyarrow().to_pylist()
    rows = marked.filter(~marked[IS_SAME])
    rows = rows.mutate(
        known_date=ibis.ifelse(
            rows[IS_NEW] | rows[IS_EARLIER], rows.known_date, ibis.greatest(rows.known_date, ibis.literal(extract_date))
        )
    ).select(*schema.columns)
    leans_on: dict[int, int] = {}
    for count in counts:
        if not count[IS_NEW]:
            batch = int(count[FORMER + VERSION])
            leans_on[batch] = leans_on.get(batch, 0) + count["rows"]
    return Change(
        rows,
        schema,
        inserted=sum(count["rows"] for count in counts if count[IS_NEW]),
        updated=sum(count["rows"] for count in counts if not count[IS_NEW] and not count[IS_SAME]),
        unchanged=sum(count["rows"] for count in counts if count[IS_SAME]),
        leans_on=leans_on,
    )


def _marked(records: ir.Table, schema: type[Table], present: ir.Table) -> ir.Table:
    """Records with whether their key is new, whether they equal the present row or only precede it, and its batch."""
    former = present.rename({FORMER + name: name for name in present.columns})
    joined = records.left_join(former, [records[name] == former[FORMER + name] for name in schema.key])
    is_new = joined[FORMER + VERSION].isnull()
    compared = [
        name for name in schema.columns if name not in (*schema.key, "known_date") and FORMER + name in former.columns
    ]
    is_same = ibis.literal(True)
    for name in compared:
        is_same = is_same & joined[name].identical_to(joined[FORMER + name])
    fresh = [name for name in schema.columns if FORMER + name not in former.columns]
    for name in fresh:
        is_same = is_same & joined[name].isnull()
    is_only = joined[FORMER + FIRST_KNOWN] == joined[FORMER + "known_date"]  # earlier versions said something else
    is_earlier = (is_same & is_only & (joined.known_date < joined[FORMER + FIRST_KNOWN])).fill_null(False)
    told = {IS_NEW: is_new, IS_EARLIER: is_earlier & ~is_new, IS_SAME: is_same & ~is_earlier & ~is_new}
    return joined.select(*schema.columns, FORMER + VERSION, **told)
