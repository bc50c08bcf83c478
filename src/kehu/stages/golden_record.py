"""What is held for true of each customer, field by field, of all that its records say; with why, and from which record.

Reads `parties`, `identities` and the corrections of people; writes `customer_fields`. In this order: what a person set;
a value that can be true (a right check digit, a telephone that can be one, the date of birth that the identity number
holds) before one that cannot; of what stays the same for life, what most records say; and the latest record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kehu.assumptions import FIELDS, FieldCorrection
from kehu.engines import Engine
from kehu.tables import Snapshot, addresses, writing
from kehu.tables.results import CustomerFields

ABOUT = ("true_number", "true_type", "has_true_identity")
COUNTS = ("record_count", "value_count", "agreeing_count")
FOR_LIFE = {"identity_number", "birth_date", "gender", "licence_date"}
KEYS: Mapping[str, Callable[[ir.StringValue], ir.StringValue]] = {
    "email": writing.email,
    "address": addresses.within_town,
}
BY_HAND = "by_hand"


@dataclass(frozen=True)
class _Said:
    """How a record tells a field: its text, what two ways of writing have in common, and whether it can be true."""

    value: ir.StringValue
    key: ir.StringValue
    is_good: ir.BooleanValue


def gather(
    *, engine: Engine, snapshot: Snapshot, identities: ir.Table, corrections: Sequence[FieldCorrection]
) -> ir.Table:
    """A row for each customer and field of which anything is known, in the columns of `CustomerFields`."""
    parties = writing.identified(snapshot["parties"]).inner_join(identities, "party_id")
    records = engine.keep(parties.select(*FIELDS, *ABOUT, "customer_id", "party_id", "source", "known_date"))
    chosen = engine.keep(ibis.union(*(_chosen(records, field) for field in FIELDS)))
    set_by_hand = _set(engine, identities, corrections)
    left = chosen.anti_join(set_by_hand, ["customer_id", "field"])
    beside = set_by_hand.left_join(chosen.select("customer_id", "field", *COUNTS), ["customer_id", "field"])
    by_hand = beside.mutate(**{name: beside[name].fill_null(0) for name in COUNTS})
    return ibis.union(_whole(left), _whole(by_hand))


def _said(records: ir.Table, field: str) -> _Said:
    """What records say in a field."""
    true, written = ibis.literal(True), records[field]
    if field == "identity_number":
        number = records.true_number
        return _Said(number, number, records.has_true_identity)
    if field == "birth_date":
        day = written.cast("string")
        in_number = writing.birth_in_number(records)
        born = day.coalesce(in_number)
        return _Said(born, born, (born == in_number).fill_null(False))
    if field == "phone":
        number = writing.phone(written)
        return _Said(number, number, writing.is_possible_phone(number))
    text = written.cast("string").strip()
    return _Said(text, KEYS.get(field, writing.words)(text), true)


def _chosen(records: ir.Table, field: str) -> ir.Table:
    """The value that wins in a field for each customer that any record tells one of, and why."""
    told = _said(records, field)
    rows = records.select(
        *("customer_id", "party_id", "source", "known_date"), value=told.value, key=told.key, is_good=told.is_good
    )
    rows = rows.filter(rows.key.notnull())
    latest = ibis.struct({"day": rows.known_date, "party": rows.party_id})
    values = rows.group_by("customer_id", "key").agg(
        agreeing_count=rows.count(),
        is_good=rows.is_good.any(),
        latest=latest.max(),
        **{name: rows[name].argmax(latest) for name in ("value", "party_id", "source", "known_date")},
    )
    agreed = values.agreeing_count if field in FOR_LIFE else ibis.literal(0)
    rank = ibis.struct({"good": values.is_good.fill_null(False), "agreed": agreed, "latest": values.latest})
    told_as_often = values.count().over(group_by=["customer_id", "agreeing_count"])
    names = ("value", "party_id", "source", "known_date", "agreeing_count", "is_good", "told_as_often")
    ranked = values.mutate(told_as_often=told_as_often, rank=rank)
    best = ranked.group_by("customer_id").agg(
        record_count=ranked.agreeing_count.sum(),
        value_count=ranked.count(),
        good_count=ranked.is_good.sum(),
        most_agreeing=ranked.agreeing_count.max(),
        **{name: ranked[name].argmax(ranked["rank"]) for name in names},
    )
    is_most = (best.agreeing_count == best.most_agreeing) & (best.told_as_often == 1) & (field in FOR_LIFE)
    why = ibis.cases(
        (best.value_count == 1, "only"),
        (best.is_good & (best.good_count == 1), "checked"),
        (is_most, "most"),
        else_="latest",
    )
    return best.select(
        *("customer_id", "value", "party_id", "source", "known_date", *COUNTS), field=ibis.literal(field), why=why
    )


def _set(engine: Engine, identities: ir.Table, corrections: Sequence[FieldCorrection]) -> ir.Table:
    """What people set of customers that there are; of two that were one each, the newer holds."""
    columns = {
        "number": pa.array([each.number for each in corrections], pa.int64()),
        "party_id": pa.array([each.party_id for each in corrections], pa.string()),
        "field": pa.array([each.field for each in corrections], pa.string()),
        "value": pa.array([each.value for each in corrections], pa.string()),
        "by": pa.array([each.by for each in corrections], pa.string()),
        "reason": pa.array([each.reason for each in corrections], pa.string()),
        "known_date": pa.array([each.corrected_at.date() for each in corrections], pa.date32()),
    }
    rows = engine.read_arrow(pa.table(columns)).inner_join(identities, "party_id")
    names = ("value", "party_id", "by", "reason", "known_date")
    last = rows.group_by("customer_id", "field").agg(**{name: rows[name].argmax(rows.number) for name in names})
    return engine.keep(last.mutate(why=ibis.literal(BY_HAND)))


def _whole(rows: ir.Table) -> ir.Table:
    """Rows in all columns of the table, those missing empty."""
    kinds = CustomerFields.datatypes()
    missing = {name: ibis.null(kind) for name, kind in kinds.items() if name not in rows.columns}
    return rows.mutate(**missing).select(*CustomerFields.columns).cast(kinds)
