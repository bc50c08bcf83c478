"""The book of policies, and the only door to it: `Book.as_of`.

Reads the tables of the store as they stand, every version of every row; gives a `Snapshot`: what was known on a date.
As-of is law: a row is seen from its `known_date`, the newest version known wins, and a value that became
known later than its row is hidden until then.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from kehu.tables.catalogue import SOURCES, is_factors
from kehu.tables.schema import Table

VERSION = "batch_number"
FIRST_KNOWN = "first_known_date"


@dataclass(frozen=True)
class IdentityRule:
    """Records whose values agree in all these columns belong to one customer.

    `source` limits the rule to the records of one source; records with an empty value are never joined.
    """

    name: str
    columns: tuple[str, ...]
    source: str | None = None


@dataclass(frozen=True)
class Snapshot:
    """The book as it was known on one date; a table that no source has sent is empty."""

    as_of: datetime.date
    tables: Mapping[str, ir.Table]
    identity_rules: tuple[IdentityRule, ...] = ()

    def __getitem__(self, name: str) -> ir.Table:
        """The table of that name; raises KeyError for a name that is not in the catalogue."""
        if name in self.tables:
            return self.tables[name]
        return empty(SOURCES[name])

    @property
    def lines_with_factors(self) -> tuple[str, ...]:
        """Names of the factor tables that are there."""
        return tuple(sorted(name for name in self.tables if is_factors(name)))


@dataclass(frozen=True)
class Versions:
    """Every version of a table's rows, and whether any key has more than one."""

    rows: ir.Table
    schema: type[Table]
    has_updates: bool


@dataclass(frozen=True)
class Book:
    """Everything the store holds. Look at it through `as_of` only."""

    versions: Mapping[str, Versions]
    identity_rules: tuple[IdentityRule, ...] = ()

    def as_of(self, date: datetime.date) -> Snapshot:
        """What was known at the end of that day."""
        seen = {name: known(versions, date=date) for name, versions in self.versions.items()}
        if "claims" in seen and "claim_movements" in seen:
            seen["claims"] = _with_movements(seen["claims"], seen["claim_movements"])
        return Snapshot(as_of=date, tables=seen, identity_rules=self.identity_rules)


def known(versions: Versions, *, date: datetime.date) -> ir.Table:
    """One table as it was known at the end of a day: the newest version of each row, late values hidden."""
    rows = versions.rows.filter(versions.rows.known_date <= date)
    if versions.has_updates:
        rows = newest(rows, key=versions.schema.key)
    late = versions.schema.late_columns()
    hidden = {
        name: ibis.ifelse(rows[when] <= date, rows[name], ibis.null(versions.schema.columns[name].datatype))
        for name, when in late.items()
    }
    return rows.mutate(**hidden).select(*versions.schema.columns)


def newest(rows: ir.Table, *, key: tuple[str, ...]) -> ir.Table:
    """The row of the latest batch for each key.

    >>> import pyarrow as pa
    >>> sent = pa.table({"term_id": ["T1", "T1", "T2"], "premium": [100, 120, 50], VERSION: [1, 2, 1]})
    >>> newest(ibis.memtable(sent), key=("term_id",)).order_by("term_id").premium.to_pyarrow().to_pylist()
    [120, 50]
    """
    place = ibis.row_number().over(group_by=list(key), order_by=ibis.desc(rows[VERSION]))
    return rows.mutate(_place=place).filter(lambda row: row["_place"] == 0).drop("_place")


def empty(schema: type[Table]) -> ir.Table:
    """A table of that schema without rows.

    >>> terms = empty(SOURCES["terms"])
    >>> terms.count().to_pyarrow().as_py(), terms.columns[:2]
    (0, ('term_id', 'policy_id'))
    """
    return ibis.memtable([], schema=ibis.schema(schema.datatypes()))


def _with_movements(claims: ir.Table, movements: ir.Table) -> ir.Table:
    """Claims with the amounts of the movements known so far, where a claim has any."""
    sums = movements.group_by("claim_id").agg(
        moved_paid=movements.paid_change.sum(),
        moved_outstanding=movements.outstanding_change.sum(),
    )
    joined = claims.left_join(sums, "claim_id").drop("claim_id_right")
    money = SOURCES["claims"].columns["paid"].datatype
    return joined.mutate(
        paid=joined.moved_paid.coalesce(joined.paid).cast(money),
        outstanding=joined.moved_outstanding.coalesce(joined.outstanding).cast(money),
    ).select(*SOURCES["claims"].columns)
