"""From a file's texts to records of Kehu's tables, as a mapping says.

Reads staged texts; gives typed source rows and, for each table, records that still carry the texts of their values.
`origin_` (file number and row in one number) follows every record, so that a broken rule leads back to its row.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine, EvaluationError
from kehu.stages.intake import expressions
from kehu.stages.intake.entries import Feed, MappingError, SourceFile
from kehu.stages.intake.mapping import Mapping
from kehu.stages.intake.texts import blank_to_null, read_text
from kehu.tables import Table
from kehu.tables.schema import Kind

ORIGIN = "origin_"
FEED = "feed_"
SAID = "said_"  # before a column's name: the text that the source wrote for it
VALUE = "value_"  # before a column's name: what the mapping's expression gave
ROWS_A_FILE = 10**10
AS_WRITTEN = (Kind.TEXT, Kind.CODE)


@dataclass(frozen=True)
class SourceRows:
    """The typed rows of one file of a mapping, and the kinds of the columns that were read from texts."""

    file: SourceFile
    rows: ir.Table
    kinds: dict[str, Kind]


def type_rows(texts: ir.Table, file: SourceFile, *, headings: set[str], engine: Engine) -> SourceRows:
    """Read the columns that the mapping uses, keeping the texts of those that have a kind; add derived columns."""
    kinds = file.kinds()
    used = [name for name in texts.columns if name in headings]
    # Held before they are read: each value looks at its text many times, and the engine would unfold them all.
    blank = engine.keep(texts.select(ORIGIN, **{name: blank_to_null(texts[name], file) for name in used}))
    read = {name: read_text(blank[name], kinds[name], file) if name in kinds else blank[name] for name in used}
    said = {SAID + name: blank[name] for name in kinds}
    typed = engine.keep(blank.select(ORIGIN, **read, **said))
    engine.discard(blank)
    if not file.derived:
        return SourceRows(file, typed, kinds)
    select = partial(expressions.extend, file.derived)
    rows = _evaluate(typed, lambda name: select(source=name), file, engine, what="a derived column")
    engine.discard(typed)
    return SourceRows(file, rows, kinds)


def _evaluate(rows: ir.Table, select: Callable[[str], str], file: SourceFile, engine: Engine, *, what: str) -> ir.Table:
    try:
        return engine.evaluate(rows, select)
    except EvaluationError as error:
        told = str(error).rstrip(".!")
        raise MappingError(
            f"file {file.name}: an expression for {what} cannot be evaluated: {told}. Correct it; a column is text "
            "in an expression unless `types` lists it, and try_cast gives nothing where a text does not fit."
        ) from None


@dataclass(frozen=True)
class Built:
    """The records of one feed, and the values that the engine holds for them until they are kept."""

    records: ir.Table
    values: ir.Table


def build(
    feed: Feed, number: int, source: SourceRows, mapping: Mapping, *, extract_date: datetime.date, engine: Engine
) -> Built:
    """Records of one feed: `origin_`, `feed_`, the columns of its table that some feed fills, and their texts.

    What no feed of the table fills is left out, for a million empty cells take room too; `widen` adds it.
    """
    wanted = {ORIGIN: ORIGIN, **{VALUE + name: expression for name, expression in feed.columns.items()}}
    wanted |= {SAID + name: f'"{SAID}{heading}"' for name, heading in _read_bare(feed, source).items()}
    select = partial(expressions.select, wanted, where=feed.where)
    values = _evaluate(source.rows, lambda name: select(source=name), source.file, engine, what=f"table {feed.table}")
    schema = mapping.schema_of(feed.table)
    filled = [name for name in schema.columns if any(name in other.columns for other in mapping.feeds_of(feed.table))]
    cells = {name: _cell(values, name, feed, source.file, schema) for name in filled}
    cells |= _given(feed, schema, mapping, extract_date)
    texts = {SAID + name: _said(values, name) for name in filled if schema.columns[name].kind is not Kind.TEXT}
    ordered = {name: cells[name] for name in schema.columns if name in cells}
    return Built(values.select(values[ORIGIN], ibis.literal(number).name(FEED), **ordered, **texts), values)


def widen(records: ir.Table, schema: type[Table]) -> ir.Table:
    """Records with every column of their table, those that nothing fills being empty."""
    lacking = {name: column for name, column in schema.columns.items() if name not in records.columns}
    return records.mutate(**{name: ibis.null(column.datatype) for name, column in lacking.items()})


def _read_bare(feed: Feed, source: SourceRows) -> dict[str, str]:
    """The headings that feed a column as they are and were read from texts: a reject shows what the file says."""
    headings = {name: expressions.bare_column(expression) for name, expression in feed.columns.items()}
    return {name: heading for name, heading in headings.items() if heading in source.kinds and '"' not in heading}


def _cell(values: ir.Table, name: str, feed: Feed, file: SourceFile, schema: type[Table]) -> ir.Value:
    column = schema.columns[name]
    if name not in feed.columns:
        return ibis.null(column.datatype)
    value = values[VALUE + name]
    if name in feed.codes:
        branches = [(value.cast("string") == said, code) for said, code in feed.codes[name].items()]
        return ibis.cases(*branches, else_=ibis.null("string"))
    if value.type().is_string() and column.kind not in AS_WRITTEN:
        bare = expressions.bare_column(feed.columns[name]) is not None
        return read_text(value if bare else blank_to_null(value, file), column.kind, file)
    return value.cast(column.datatype)


def _said(values: ir.Table, name: str) -> ir.StringValue:
    if SAID + name in values.columns:
        return values[SAID + name]
    key = VALUE + name
    return values[key].cast("string") if key in values.columns else ibis.null("string")


def _given(feed: Feed, schema: type[Table], mapping: Mapping, extract_date: datetime.date) -> dict[str, ir.Value]:
    """What the load itself knows: the source's name, and the extract's date where a row has no date of its own."""
    given: dict[str, ir.Value] = {}
    if "source" in schema.columns and "source" not in feed.columns:
        given["source"] = ibis.literal(mapping.name)
    if "known_date" not in feed.columns:
        given["known_date"] = ibis.literal(extract_date)
    return given
