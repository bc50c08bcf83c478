"""Small books of policies, terms, changes and claims for tests of the accounts and of what is made from them.

Gives snapshots, books and accounts from lists of rows; what a row leaves out is empty, or what most rows have.
Dates are written as text and money as a number, so that a book in a test reads like one on paper.
"""

import datetime
from decimal import Decimal

import ibis
import ibis.expr.datatypes as dt
import pyarrow as pa

from kehu.assumptions import Rate
from kehu.parameters import Cancellation, Parameters, Tier
from kehu.stages.accounts import settle
from kehu.tables import RESULTS, SOURCES, Book, Snapshot, Versions

AS_OF = datetime.date(2024, 12, 31)
EARLY = "2000-01-01"
YEAR = {"inception_date": "2023-01-01", "expiry_date": "2024-01-01", "written_premium": 365}
USUAL = {
    "policies": {
        "policy_id": "P1",
        "party_id": "a",
        "line": "motor",
        "channel": "agent",
        "branch": "HQ/North",
        "known_date": EARLY,
    },
    "terms": {"term_id": "T1", "policy_id": "P1", "known_date": EARLY},
    "endorsements": {"endorsement_id": "E1", "term_id": "T1", "known_date": EARLY},
    "claims": {"claim_id": "C1", "policy_id": "P1", "reported_date": EARLY, "valued_date": EARLY, "known_date": EARLY},
    "claim_movements": {"movement_id": "M1", "claim_id": "C1"},
    "parties": {},
    "services": {},
    "identities": {},
    "accounts": {"line": "motor", "channel": "agent", "branch": "HQ/North", "year": 2024},
}
POLICY = ({},)
ONE_PARTY = ({"party_id": "a", "customer_id": "A"},)
EXACT = Decimal("0.01")


def table(name, rows, **extra):
    """A table of those rows; `extra` gives further columns of whole numbers, each the same in all rows."""
    schema = (SOURCES | RESULTS)[name].datatypes() | dict.fromkeys(extra, dt.int64)
    filled = [{key: _cell(schema[key], cell) for key, cell in (USUAL[name] | row | extra).items()} for row in rows]
    return ibis.memtable(pa.Table.from_pylist(filled, schema=ibis.schema(schema).to_pyarrow()))


def snapshot(*, policies=POLICY, terms=(), endorsements=(), claims=(), as_of=AS_OF):
    """A book as it was known on a date."""
    given = {"policies": policies, "terms": terms, "endorsements": endorsements, "claims": claims}
    return Snapshot(as_of=_date(as_of), tables={name: table(name, rows) for name, rows in given.items()})


def book(first, second=None):
    """A book of a first batch and perhaps a second one: rows by table name."""
    versions = {}
    for name, rows in first.items():
        made = table(name, rows, batch_number=1)
        if second:
            made = ibis.union(made, table(name, second.get(name, ()), batch_number=2))
        versions[name] = Versions(made, SOURCES[name], has_updates=bool(second))
    return Book(versions=versions)


def parameters(*, returned="pro_rata", commission=(), expenses=(), tiers=(("A", 0.2), ("B", 1.0))):
    """The assumptions of the stage: rates as (line, channel, rate)."""
    return Parameters(
        currency="CNY",
        commission_rates=_rates(commission),
        expense_rates=_rates(expenses),
        cancellation=Cancellation(return_premium=returned, source="made up"),
        discount={"rate": 0, "source": "made up"},
        value_tiers=tuple(Tier(name=name, share=share) for name, share in tiers),
    )


def settled(engine, seen, *, identities=ONE_PARTY, assumed=None):
    """The accounts of a snapshot, held in the engine."""
    owners = table("identities", identities)
    return engine.keep(settle(snapshot=seen, identities=owners, parameters=assumed or parameters()))


def rows_of(expression):
    """The rows of an expression, in the order of their cells."""
    return sorted(expression.to_pyarrow().to_pylist(), key=lambda row: [str(cell) for cell in row.values()])


def by_year(accounts, *columns):
    """Columns of the accounts of one customer and line, by year."""
    return {row["year"]: tuple(row[column] for column in columns) for row in rows_of(accounts)}


def _rates(rates):
    return tuple(Rate(line=line, channel=channel, rate=rate, source="made up") for line, channel, rate in rates)


def _cell(datatype, cell):
    if cell is None or (isinstance(cell, str) and not datatype.is_date()):
        return cell
    if datatype.is_date():
        return _date(cell)
    return Decimal(str(cell)).quantize(EXACT) if datatype.is_decimal() else cell


def _date(cell):
    return datetime.date.fromisoformat(cell) if isinstance(cell, str) else cell
