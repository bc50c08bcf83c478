"""Small tables of party records, policies and terms for tests of identity and data quality.

Gives Ibis tables and snapshots from lists of rows; what a row leaves out is empty, or what most rows have.
Dates are written as text, so that a table in a test reads like one on paper.
"""

import datetime

import ibis
import pyarrow as pa

from kehu.parameters import Identity, MatchRule
from kehu.tables import SOURCES, Book, Snapshot, Versions

AS_OF = datetime.date(2024, 12, 31)
USUAL = {
    "parties": {"source": "core", "kind": "person", "known_date": "2020-01-01"},
    "policies": {"line": "motor", "channel": "agent", "branch": "HQ/North", "known_date": "2020-01-01"},
    "terms": {"known_date": "2020-01-01"},
}
BY_NUMBER = MatchRule(name="identity_number", columns=("identity_type", "identity_number"))
BY_PHONE = MatchRule(name="phone", columns=("phone",))
BY_NAME_AND_BIRTH = MatchRule(name="name_and_birth", columns=("name", "birth_date"))


def table(name, rows, **extra):
    """A source table of those rows; `extra` gives further columns of whole numbers, each the same in all rows."""
    schema = SOURCES[name].datatypes() | dict.fromkeys(extra, "int64")
    filled = [
        {key: _cell(key, cell) for key, cell in (USUAL.get(name, {"known_date": "2020-01-01"}) | row | extra).items()}
        for row in rows
    ]
    return ibis.memtable(pa.Table.from_pylist(filled, schema=ibis.schema(schema).to_pyarrow()))


def snapshot(*, parties=(), policies=(), terms=(), rules=(), as_of=AS_OF, **others):
    """A book as it was known on a date; `others` are rows of further source tables."""
    given = {"parties": parties, "policies": policies, "terms": terms, **others}
    tables = {name: table(name, rows) for name, rows in given.items()}
    return Snapshot(as_of=as_of, tables=tables, identity_rules=tuple(rules))


def book(parties):
    """A book of those party records, all from one batch."""
    rows = table("parties", parties, batch_number=1)
    return Book(versions={"parties": Versions(rows, SOURCES["parties"], has_updates=False)})


def parameters(*rules, largest_group=20):
    """The assumptions of the identity stage."""
    return Identity(rules=rules, largest_group=largest_group)


def rows_of(expression):
    """The rows of an expression, in the order of their cells."""
    return sorted(expression.to_pyarrow().to_pylist(), key=lambda row: [str(cell) for cell in row.values()])


def column(engine, expression):
    """The one column of an expression as a list, computed by the engine in the order of the rows."""
    return engine.keep(expression).to_pyarrow().column(0).to_pylist()


def customers(resolution):
    """Customer id by party record."""
    return {row["party_id"]: row["customer_id"] for row in resolution.identities.to_pyarrow().to_pylist()}


def groups(resolution):
    """The records of each customer: a set of sets of party keys."""
    found = {}
    for party, customer in customers(resolution).items():
        found.setdefault(customer, set()).add(party)
    return {frozenset(parties) for parties in found.values()}


def _cell(key, cell):
    return datetime.date.fromisoformat(cell) if key.endswith("_date") and isinstance(cell, str) else cell
