"""Curves of retention by year of arrival: of customers, and of the policies of each line.

Reads `policies` and `terms` as of a date and identities; gives the table `retention_curves`.
A spell runs from the first cover to the end of the last one; it has ended where the days of grace are over and nothing
followed. The engine counts spells that are alike, and `statistics.survival` does the rest.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from kehu.parameters import Retention
from kehu.statistics import survival
from kehu.statistics.years import complete_years
from kehu.tables import Snapshot

CUSTOMERS, POLICIES, ALL_LINES, ALL_YEARS = "customers", "policies", "all", 0
KEYS = ("subject", "line", "cohort")
COLUMNS = (*KEYS, "year", "at_risk", "left_count", "survival", "lower", "upper")


def curves(*, snapshot: Snapshot, identities: ir.Table, parameters: Retention) -> ir.Table:
    """One row a subject, line, year of arrival (0: all of them) and year of life; see `RetentionCurves`."""
    owned = snapshot["policies"].inner_join(identities.select("party_id", "customer_id"), "party_id")
    terms = _terms(snapshot).inner_join(
        owned.select("policy_id", "customer_id", "line", "first_inception_date"), "policy_id"
    )
    of_policies = _spells(terms, "policy_id", ibis.literal(POLICIES), terms.line)
    of_customers = _spells(terms, "customer_id", ibis.literal(CUSTOMERS), ibis.literal(ALL_LINES))
    spells = ibis.union(of_policies, of_customers)
    counted = _alike(spells, as_of=snapshot.as_of, parameters=parameters).to_pyarrow().to_pylist()
    rows = [*_rows(counted, parameters), *_rows([{**row, "cohort": ALL_YEARS} for row in counted], parameters)]
    kinds = [pa.string(), pa.string(), pa.int64(), pa.int64(), pa.int64(), pa.int64(), *[pa.float64()] * 3]
    return ibis.memtable(pa.Table.from_pylist(rows, schema=pa.schema(list(zip(COLUMNS, kinds, strict=True)))))


def _terms(snapshot: Snapshot) -> ir.Table:
    terms = snapshot["terms"].filter(lambda term: term.inception_date <= ibis.literal(snapshot.as_of))
    ends = ibis.least(terms.expiry_date, terms.cancellation_date.coalesce(terms.expiry_date))
    return terms.select("policy_id", "inception_date", end_date=ends)


def _spells(terms: ir.Table, key: str, subject: ir.StringValue, line: ir.StringValue) -> ir.Table:
    """One row a customer or policy: when it came, when the record of it begins, and when its last cover ends."""
    begun = ibis.least(terms.first_inception_date, terms.inception_date)
    return (
        terms.group_by(key, subject=subject, line=line)
        .agg(arrived_date=begun.min(), recorded_date=terms.inception_date.min(), end_date=terms.end_date.max())
        .drop(key)
    )


def _alike(spells: ir.Table, *, as_of: datetime.date, parameters: Retention) -> ir.Table:
    """Spells counted by what `survival.counted` asks for; a spell of many years counts its first ones only."""
    sure = ibis.literal(as_of - datetime.timedelta(days=parameters.grace_days))
    last_day = spells.end_date - ibis.interval(days=1)
    # Less than a year is no year, also where cover was cancelled on its first day, or began within the days of grace.
    left = ibis.ifelse(spells.end_date <= sure, complete_years(spells.arrived_date, last_day).fill_null(0), -1)
    longest = parameters.longest_curve_years
    recorded = complete_years(spells.arrived_date, spells.recorded_date + ibis.interval(days=parameters.grace_days))
    return spells.group_by(
        "subject",
        "line",
        cohort=spells.arrived_date.year().cast("int64"),
        entry=ibis.least(recorded.fill_null(0), longest),
        seen=ibis.least(complete_years(spells.arrived_date, sure).fill_null(0), longest),
        left_in=ibis.least(left, longest),
    ).agg(spells=spells.count())


def _rows(counted: list[dict[str, object]], parameters: Retention) -> Iterable[dict[str, object]]:
    """The curve of each subject, line and cohort."""
    for key in sorted({tuple(row[name] for name in KEYS) for row in counted}, key=repr):
        alike = [row for row in counted if tuple(row[name] for name in KEYS) == key]
        parts = {
            name: np.array([-1 if row[name] is None else row[name] for row in alike], dtype=np.int64)
            for name in ("entry", "seen", "left_in", "spells")
        }
        drawn = survival.curve(*survival.counted(**parts, years=parameters.longest_curve_years))
        for year, point in enumerate(
            zip(drawn.at_risk, drawn.left, drawn.survival, drawn.lower, drawn.upper, strict=True)
        ):
            values = [int(point[0]), int(point[1]), *map(float, point[2:])]
            yield dict(zip(COLUMNS, [*key, year + 1, *values], strict=True))
