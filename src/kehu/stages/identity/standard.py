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
from kehu.stages.identity.contradictions import number_of, said
from kehu.tables import addresses, writing

CONTACTS = ("phone", "email", "address")
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


def _written(parties: ir.Table) -> ir.Table:
    """Every field in one way of writing."""
    rows = writing.identified(parties)
    told = said(rows)
    birth = told["birth"]
    return rows.select(
        "party_id",
        "kind",
        place=ibis.row_number().over(order_by=[rows.known_date, rows.party_id]),
        name=writing.words(rows.name),
        number=number_of(rows),
        **told,
        birth_year=birth.substr(0, 4),
        birth_day=birth.substr(5, 5),
        birth_swapped=birth.substr(0, 5).concat(birth.substr(8, 2), "-", birth.substr(5, 2)),
        phone=writing.phone(rows.phone),
        email=writing.email(rows.email),
        address=addresses.within_town(rows.address),
        street=addresses.street(rows.address),
        postcode=writing.number(rows.postcode),
        region=writing.words(rows.region).coalesce(addresses.region(rows.address)),
        licence=rows.licence_date.cast("string"),
        gender=rows.gender,
        industry=writing.words(rows.industry),
    )


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
    known_street = ibis.ifelse(rows.address.notnull(), rows.street, ibis.null("string"))
    return rows.mutate(street=known_street).drop("name")
