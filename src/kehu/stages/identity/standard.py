"""Party records as they are compared: every field written in one way, and what too many share taken out.

Reads `parties`; gives one row a record: its place in the book and the columns that comparisons and blocks are made of.
A field that says nothing true is empty. A telephone, an address or another contact under more names than one household
has is nobody's own: a salesperson's telephone, a dealer's address. It is reported, and counts as not given.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kehu.engines import Engine
from kehu.names.parts import parts
from kehu.tables import writing

CONTACTS = ("phone", "email", "address")
BIRTH_IN_NUMBER = 7  # of a mainland identity number of 18 digits, counted from 1
NAMES = pa.schema(
    [
        ("kind", pa.string()),
        ("name", pa.string()),
        ("name_key", pa.string()),
        ("sound", pa.string()),
        ("words", pa.list_(pa.string())),
        ("first_part", pa.string()),
        ("last_part", pa.string()),
    ]
)


def records(*, engine: Engine, parties: ir.Table, most_names: int) -> tuple[ir.Table, ir.Table]:
    """The records, and the hot contacts: field, party_id (the first record that has it), record_count.

    A contact under more than `most_names` names is hot.

    `place` counts from 0 in the order of (known_date, party_id).
    """
    written = engine.keep(_written(parties))
    named = engine.keep(written.left_join(_names(engine, written), ["kind", "name"]).drop("kind_right", "name_right"))
    hot = engine.keep(ibis.union(*(_hot(named, field, most_names) for field in CONTACTS)))
    return engine.keep(_without(named, hot)), hot.drop("value")


def told(parties: ir.Table) -> ir.Table:
    """Of what each record says, what a customer has one of only: place, party_id, true_type, true_number, birth.

    `place` counts as in `records`; a date of birth that nobody gave is read from a true national number.
    """
    rows = writing.identified(parties)
    return rows.select("party_id", place=_place(rows), **_told(rows))


def _place(rows: ir.Table) -> ir.IntegerValue:
    return ibis.row_number().over(order_by=[rows.known_date, rows.party_id])


def _told(rows: ir.Table) -> dict[str, ir.StringValue]:
    number = _number(rows)
    return {
        "true_number": ibis.ifelse(rows.has_true_identity, number, ibis.null("string")),
        "true_type": ibis.ifelse(rows.has_true_identity, rows.true_type, ibis.null("string")),
        "birth": rows.birth_date.cast("string").coalesce(_birth_in(rows)),
    }


def _number(rows: ir.Table) -> ir.StringValue:
    return ibis.ifelse(rows.true_number.length() > 3, rows.true_number, ibis.null("string"))


def _written(parties: ir.Table) -> ir.Table:
    """Every field in one way of writing."""
    rows = writing.identified(parties)
    said = _told(rows)
    birth = said["birth"]
    return rows.select(
        "party_id",
        "kind",
        place=_place(rows),
        name=writing.words(rows.name),
        number=_number(rows),
        **said,
        birth_year=birth.substr(0, 4),
        birth_day=birth.substr(5, 5),
        birth_swapped=birth.substr(0, 5).concat(birth.substr(8, 2), "-", birth.substr(5, 2)),
        phone=writing.phone(rows.phone),
        email=writing.email(rows.email),
        address=writing.street(rows.address),
        postcode=writing.number(rows.postcode),
        region=writing.words(rows.region).coalesce(writing.town(rows.address)),
        gender=rows.gender,
        industry=writing.words(rows.industry),
    )


def _birth_in(rows: ir.Table) -> ir.StringValue:
    """The date of birth that a true national number holds."""
    digits = rows.true_number.substr(BIRTH_IN_NUMBER - 1, 8)
    date = digits.substr(0, 4).concat("-", digits.substr(4, 2), "-", digits.substr(6, 2))
    return ibis.ifelse((rows.true_type == "national_id") & rows.has_true_identity, date, ibis.null("string"))


def _names(engine: Engine, written: ir.Table) -> ir.Table:
    """The parts of every name, each name looked at once."""
    distinct = written.filter(written.name.notnull()).select("kind", "name").distinct().order_by("kind", "name")
    given = distinct.to_pyarrow()
    kinds, names = given["kind"].to_pylist(), given["name"].to_pylist()
    found = [parts(name, is_person=kind == "person") for kind, name in zip(kinds, names, strict=True)]
    columns: Sequence[Sequence[object]] = (
        kinds,
        names,
        [each.key or None for each in found],
        [each.sound or None for each in found],
        [list(each.words) for each in found],
        [each.first or None for each in found],
        [each.last or None for each in found],
    )
    return engine.read_arrow(pa.table(dict(zip(NAMES.names, columns, strict=True)), schema=NAMES))


def _hot(named: ir.Table, field: str, most_names: int) -> ir.Table:
    """The values of a field under more names than one household has."""
    given = named.filter(named[field].notnull())
    counted = given.group_by(value=given[field]).agg(
        names=given.name_key.nunique(), record_count=given.count(), party_id=given.party_id.argmin(given.place)
    )
    large = counted.filter(counted.names > most_names)
    return large.select("party_id", "record_count", "value", field=ibis.literal(field))


def _without(named: ir.Table, hot: ir.Table) -> ir.Table:
    """Records whose hot contacts count as not given."""
    rows = named
    for field in CONTACTS:
        values = hot.filter(hot.field == field).select(hot_value="value")
        joined = rows.left_join(values, rows[field] == values.hot_value)
        kept = ibis.ifelse(joined.hot_value.isnull(), joined[field], ibis.null("string"))
        rows = joined.mutate(**{field: kept}).drop("hot_value")
    return rows.drop("name")
