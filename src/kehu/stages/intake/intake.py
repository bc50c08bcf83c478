"""Intake: good rows into the book's tables, bad rows back with the rule that each broke.

Reads the staged texts of a mapping's files and the book's present rows; gives the changes to make and the rejects.
A source row is the unit: it is accepted whole, with every record that it feeds, or rejected whole, so that
accepted and rejected always add up to what was read (ADR 9).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.stages.intake import judging
from kehu.stages.intake.bench import Bench
from kehu.stages.intake.changes import Change, compare
from kehu.stages.intake.formats import detect
from kehu.stages.intake.mapping import Mapping
from kehu.stages.intake.records import ORIGIN, SourceRows, build, type_rows


@dataclass(frozen=True)
class Intake:
    """What came of a load: changes by table, breaches, the origins rejected, and the origins that fed nothing."""

    changes: dict[str, Change]
    breaches: ir.Table
    rejected: ir.Table
    unused: ir.Table


def take_in(
    *,
    sources: MappingOf[str, ir.Table],
    mapping: Mapping,
    present: MappingOf[str, ir.Table],
    extract_date: datetime.date,
    engine: Engine,
) -> Intake:
    """Judge the staged texts of every file of a mapping against its rules and the book as it stands.

    `sources` holds, by the mapping's file name, texts with an `origin_` column; `present` the newest version of each of
    the book's rows with its `batch_number`. Raises MappingError where a mapping does not fit the files.
    """
    bench = _bench(sources, mapping, present, extract_date, engine)
    bench.judge_rows()
    bench.judge_between()
    changes = {
        name: compare(
            bench.fresh(name), bench.schemas[name], present.get(name), extract_date=extract_date, engine=engine
        )
        for name in bench.records
    }
    breaches = engine.keep(bench.breaches())
    rejected = engine.keep(breaches.select(ORIGIN).distinct())
    used = [records.select(ORIGIN) for records in bench.records.values()]
    read = [texts.select(ORIGIN) for texts in sources.values()]
    unused = ibis.union(rejected.limit(0), *read).anti_join(ibis.union(rejected.limit(0), *used), ORIGIN)
    return Intake(changes, breaches, rejected, unused)


def _bench(
    sources: MappingOf[str, ir.Table],
    mapping: Mapping,
    present: MappingOf[str, ir.Table],
    extract_date: datetime.date,
    engine: Engine,
) -> Bench:
    """The records that the sources make, laid out for judgement, with what could not be read of them noted."""
    typed = {name: _typed(texts, name, mapping, engine) for name, texts in sources.items()}
    fed = [name for name in mapping.fed_tables() if any(feed.source in typed for feed in mapping.feeds_of(name))]
    unread = [
        judging.breaches(source.rows, judging.source_tests(source), table="", engine=engine)
        for source in typed.values()
    ]
    bench = Bench(
        engine=engine,
        schemas={name: mapping.schema_of(name) for name in fed},
        records={name: _records(name, typed, mapping, extract_date, engine) for name in fed},
        present=present,
        collapsed={name: mapping.collapsed_feeds(name) for name in fed},
        fallbacks={name: mapping.fallback_feeds(name) for name in fed},
        kin={name: mapping.kin_of(name) for name in fed},
    )
    for source, breaches in zip(typed.values(), unread, strict=True):
        engine.discard(source.rows)
        bench.add(breaches)
    return bench


def _typed(texts: ir.Table, name: str, mapping: Mapping, engine: Engine) -> SourceRows:
    file = detect(texts, mapping.file(name), mapping.kinds_read(name))
    return type_rows(texts, file, headings=mapping.headings_of(name), engine=engine)


def _records(
    name: str, typed: MappingOf[str, SourceRows], mapping: Mapping, extract_date: datetime.date, engine: Engine
) -> ir.Table:
    """The records that all the files there are feed into one table."""
    made = [
        build(feed, number, typed[feed.source], mapping, extract_date=extract_date, engine=engine)
        for number, feed in enumerate(mapping.feeds_of(name))
        if feed.source in typed
    ]
    records = [built.records for built in made]
    kept = engine.keep(ibis.union(*records) if len(records) > 1 else records[0])
    for built in made:
        engine.discard(built.values)
    return kept
