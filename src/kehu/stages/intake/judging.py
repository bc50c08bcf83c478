"""The judgement of records: which rows break which rule.

Reads records and the book's present rows; gives breaches (origin, table, column, value, rule). Each rule is one
condition on the whole table: all are counted in a single pass, and only a rule that somebody broke is looked at again,
so a clean million rows costs one scan.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.stages.intake.records import AS_WRITTEN, ORIGIN, SAID, SourceRows
from kehu.stages.intake.texts import RULES
from kehu.tables import Table
from kehu.tables.schema import Kind

PARENT = "parent_"
BREACH = {"origin_": "int64", "table": "string", "column": "string", "value": "string", "rule": "string"}


@dataclass(frozen=True)
class Test:
    """A condition that breaks a rule, the column to blame, and the value to show."""

    rule: str
    column: str
    breaks: ir.BooleanValue
    value: ir.Value


def breaches(rows: ir.Table, tests: list[Test], *, table: str, engine: Engine) -> ir.Table | None:
    """The rows of a table that break any of the tests; None where none does."""
    if not tests:
        return None
    counts = rows.aggregate(**{str(place): test.breaks.cast("int64").sum() for place, test in enumerate(tests)})
    sums = counts.to_pyarrow().to_pylist()[0]
    found = [
        rows.filter(test.breaks).select(
            **{
                ORIGIN: rows[ORIGIN],
                "table": ibis.literal(table),
                "column": ibis.literal(test.column),
                "value": test.value.cast("string"),
                "rule": ibis.literal(test.rule),
            }
        )
        for place, test in enumerate(tests)
        if sums[str(place)]
    ]
    return engine.keep(ibis.union(*found) if len(found) > 1 else found[0]) if found else None


def source_tests(source: SourceRows) -> list[Test]:
    """Texts of a file's typed columns that are no value of their kind."""
    rows = source.rows
    return [
        Test(RULES[kind].name, name, rows[SAID + name].notnull() & rows[name].isnull(), rows[SAID + name])
        for name, kind in source.kinds.items()
    ]


def row_tests(records: ir.Table, schema: type[Table]) -> list[Test]:
    """Rules that one record alone can break: kinds, required values, codes, least values, and the table's own."""
    tests = []
    for name, column in schema.columns.items():
        value = records[name]
        said = records[SAID + name] if SAID + name in records.columns else value
        if column.kind not in AS_WRITTEN:
            tests.append(Test(RULES[column.kind].name, name, said.notnull() & value.isnull(), said))
        if column.kind is Kind.CODE:
            unknown = said.notnull() & value.isnull()
            if column.codes:
                unknown = unknown | (value.notnull() & ~value.isin(column.codes))
            tests.append(Test("is_a_known_code", name, unknown, said))
        if column.required:
            tests.append(Test("is_present", name, value.isnull() & said.isnull(), said))
        if column.least is not None:
            tests.append(Test(_least_name(column.least), name, value < column.least, said))
    own = [rule for rule in schema.rules if rule.beside is None]
    return tests + [Test(rule.name, rule.on, ~rule.holds(records), _shown(records, rule.on)) for rule in own]


def repeated_keys(records: ir.Table, schema: type[Table], *, engine: Engine) -> ir.Table | None:
    """The records whose key stands more than once; None where every key stands once."""
    counts = records.group_by(list(schema.key)).agg(count_=records.count())
    repeated = engine.keep(counts.filter(counts.count_ > 1).drop("count_"))
    if not repeated.count().to_pyarrow().as_py():
        return None
    return engine.keep(records.semi_join(repeated, list(schema.key)).select(ORIGIN, *schema.key))


def key_tests(repeated: ir.Table, schema: type[Table]) -> tuple[ir.Table, list[Test]]:
    """The rule that a key stands once: every record after the first of its key breaks it."""
    place = ibis.row_number().over(group_by=list(schema.key), order_by=repeated[ORIGIN])
    numbered = repeated.mutate(place_=place)
    shown = ibis.literal(" · ").join([numbered[name].cast("string").fill_null("") for name in schema.key])
    return numbered, [Test("is_unique", schema.key[-1], numbered.place_ > 0, shown)]


def reference_tests(
    records: ir.Table, schema: type[Table], column: str, parent: ir.Table
) -> tuple[ir.Table, list[Test]]:
    """Rules between a table and one it refers to: what the column names exists, and the rules beside it hold."""
    key = parent.columns[0]
    other = parent.rename({PARENT + name: name for name in parent.columns})
    joined = records.filter(records[column].notnull()).left_join(other, records[column] == other[PARENT + key])
    beside = SimpleNamespace(**{name: joined[PARENT + name] for name in parent.columns})
    known = f"refers_to_known_{schema.references()[column]}"
    tests = [Test(known, column, joined[PARENT + key].isnull(), joined[column])]
    rules = [rule for rule in schema.rules if rule.beside == column]
    return joined, tests + [
        Test(rule.name, rule.on, ~rule.holds(joined, beside), _shown(joined, rule.on)) for rule in rules
    ]


def _shown(rows: ir.Table, column: str) -> ir.Value:
    return rows[SAID + column] if SAID + column in rows.columns else rows[column]


def _least_name(least: float) -> str:
    return "is_not_negative" if least == 0 else f"is_at_least_{least:g}"
