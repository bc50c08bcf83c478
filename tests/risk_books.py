"""Small books for tests of risk: terms with parties and factors, claims with movements; what a row leaves out is usual.

Gives snapshots from lists of rows by table, as `tests.ledgers` does for accounts.
"""

import ibis
import pyarrow as pa

from kehu.tables import SOURCES, Snapshot
from kehu.tables.terms import FACTORS, factors_of
from tests.ledgers import AS_OF, EARLY, USUAL, _cell, _date, table

PARTY = {"party_id": "a", "source": "core", "kind": "person", "known_date": EARLY}
TERM = {"inception_date": "2024-01-01", "expiry_date": "2025-01-01", "known_date": "2024-01-01"}
OWNERS = ({"party_id": "a", "customer_id": "A"},)


def seen(*, as_of=AS_OF, factors=(), **tables):
    """A book as it was known on a date: rows by table; `factors` are (line, declared columns, rows)."""
    given = {"policies": ({},), "terms": (), "claims": (), "parties": ({},)} | tables
    made = {name: _made(name, rows) for name, rows in given.items()}
    made |= {FACTORS + line: _factors(line, declared, rows) for line, declared, rows in factors}
    return Snapshot(as_of=_date(as_of), tables=made)


def owners(rows=OWNERS):
    """Which customer stands behind each party."""
    return table("identities", rows)


def by(column, expression):
    """The rows of an expression by one of their columns."""
    return {row[column]: row for row in expression.to_pyarrow().to_pylist()}


def _made(name, rows):
    usual = PARTY if name == "parties" else USUAL[name]
    return _table(SOURCES[name].datatypes(), [usual | row for row in rows])


def _factors(line, declared, rows):
    return _table(factors_of(line, declared).datatypes(), [{"known_date": EARLY} | row for row in rows])


def _table(types, rows):
    filled = [{key: _cell(types[key], cell) for key, cell in row.items()} for row in rows]
    return ibis.memtable(pa.Table.from_pylist(filled, schema=ibis.schema(types).to_pyarrow()))
