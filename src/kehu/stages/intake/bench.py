"""The bench on which a load is judged: records by table, the present book beside them, the breaches found so far.

Reads records as the mapping built them; gives, at any moment, those whose source rows broke no rule yet.
Rejecting a row takes back every record that it fed, which may leave other records without what they refer to: so the
rules between tables are judged again until no more rows fall.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.stages.intake import judging
from kehu.stages.intake.records import FEED, ORIGIN, widen
from kehu.tables import SOURCES, Table


@dataclass
class Bench:
    """The work in progress of one load.

    `collapsed` holds, by table, the feeds of which several rows give one record; `fallbacks` those that count only for
    keys that no earlier feed gives; `kin` the tables that share a file with it, and so lose records when its rows fall.
    """

    engine: Engine
    schemas: dict[str, type[Table]]
    records: dict[str, ir.Table]
    present: MappingOf[str, ir.Table]
    collapsed: dict[str, list[int]]
    fallbacks: dict[str, list[int]]
    kin: MappingOf[str, frozenset[str]]
    found: list[ir.Table] = field(default_factory=list)
    _fresh: dict[str, ir.Table] = field(default_factory=dict)

    def add(self, breaches: ir.Table | None, *, table: str | None = None) -> bool:
        """Note breaches, of one table's records or of any; says whether there were any."""
        if breaches is None:
            return False
        self.found.append(breaches)
        for name in self.kin[table] if table else list(self._fresh):
            self._forget(name)
        return True

    def _forget(self, name: str) -> None:
        rows = self._fresh.pop(name, None)
        if rows is not None and rows is not self.records[name]:
            self.engine.discard(rows)

    def breaches(self) -> ir.Table:
        """All breaches found so far."""
        none = ibis.memtable([], schema=ibis.schema(judging.BREACH))
        return ibis.union(none, *self.found) if self.found else none

    def fresh(self, name: str) -> ir.Table:
        """The records of a table whose source rows have broken no rule so far, one for each key where they collapse."""
        if name not in self._fresh:
            self._fresh[name] = self._make_fresh(name)
        return widen(self._fresh[name], self.schemas[name])

    def _make_fresh(self, name: str) -> ir.Table:
        records = self.records[name]
        if self.found:
            records = records.anti_join(self.breaches().select(ORIGIN).distinct(), ORIGIN)
        if self.collapsed[name]:
            records = _first_known(records, self.schemas[name].key, self.collapsed[name])
        if self.fallbacks[name]:
            records = _without_earlier(records, self.schemas[name].key, self.fallbacks[name])
        return records if records is self.records[name] else self.engine.keep(records)

    def known(self, name: str) -> ir.Table:
        """A table as it would stand after the load: its fresh records, and the present rows that none replaces."""
        schema = self.schemas.get(name, SOURCES.get(name))
        if schema is None:
            raise KeyError(name)
        columns = list(schema.columns)
        rows = [self.fresh(name).select(*columns)] if name in self.records else []
        if name in self.present:
            present = self.present[name].select(*columns)
            rows.append(present.anti_join(rows[0], list(schema.key)) if rows else present)
        return ibis.union(*rows) if len(rows) > 1 else rows[0] if rows else _nothing(schema)

    def judge_rows(self) -> None:
        """Judge every record by itself, but for those of rows whose texts could not be read: one cause, one reject."""
        unread = self.breaches().select(ORIGIN).distinct()
        for name, made in self.records.items():
            records = widen(made.anti_join(unread, ORIGIN) if self.found else made, self.schemas[name])
            tests = judging.row_tests(records, self.schemas[name])
            self.add(judging.breaches(records, tests, table=name, engine=self.engine))

    def judge_between(self) -> None:
        """Judge keys and references until no more source rows fall."""
        fell = True
        while fell:
            fell = sum(self._judge_table(name) for name in self.records) > 0

    def _judge_table(self, name: str) -> bool:
        schema = self.schemas[name]
        repeated = judging.repeated_keys(self.fresh(name), schema, engine=self.engine)
        fell = repeated is not None and self._add(*judging.key_tests(repeated, schema), name)
        for column, parent in schema.references().items():
            rows, tests = judging.reference_tests(self.fresh(name), schema, column, self.known(parent))
            fell = self._add(rows, tests, name) or fell
        return fell

    def _add(self, rows: ir.Table, tests: list[judging.Test], name: str) -> bool:
        return self.add(judging.breaches(rows, tests, table=name, engine=self.engine), table=name)


def _first_known(records: ir.Table, key: tuple[str, ...], feeds: list[int]) -> ir.Table:
    """Of the records that some feeds give for one key, the first that was known."""
    place = ibis.row_number().over(group_by=[FEED, *key], order_by=[records.known_date, records[ORIGIN]])
    placed = records.mutate(place_=place)
    return placed.filter((placed.place_ == 0) | ~placed[FEED].isin(feeds)).drop("place_")


def _without_earlier(records: ir.Table, key: tuple[str, ...], feeds: list[int]) -> ir.Table:
    """Records without those of the fallback feeds whose key an earlier feed gives."""
    earliest = records[FEED].min().over(group_by=list(key))
    placed = records.mutate(earliest_=earliest)
    return placed.filter((placed[FEED] == placed.earliest_) | ~placed[FEED].isin(feeds)).drop("earliest_")


def _nothing(schema: type[Table]) -> ir.Table:
    return ibis.memtable([], schema=ibis.schema(schema.datatypes()))
