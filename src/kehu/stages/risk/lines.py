"""A line's exposure rows with what its models need beside: declared factors, claims, and the trend.

Reads a `Basis` and the factor tables as of a date; gives the rows of one line, and a sample of them to fit on.
The sample takes policies whole and by a hash of their number, so that it is the same whatever order rows come in.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.stages.risk.candidates import rows_of_line
from kehu.stages.risk.factors import CLAIM_SUMS, with_years_ago
from kehu.stages.risk.risk import Basis
from kehu.tables import Snapshot

PARTS = 1_000_000  # a hash falls into one of so many


def line_rows(*, basis: Basis, claims: ir.Table, snapshot: Snapshot, line: str) -> ir.Table:
    """The rows of a line with claim_count, capped_incurred and developed_incurred (cents), as `claims` has by term."""
    rows = rows_of_line(exposure=basis.exposure, snapshot=snapshot, line=line)
    joined = rows.left_join(claims, "term_id").drop("term_id_right")
    return with_years_ago(joined.fill_null(dict.fromkeys(CLAIM_SUMS, 0.0)))


def claims_by_term(claims: ir.Table) -> ir.Table:
    """Claims that are tied to a term, summed."""
    tied = claims.filter(claims.term_id.notnull())
    return tied.group_by("term_id").agg(**{name: tied[name].cast("float64").sum() for name in CLAIM_SUMS})


def sampled(rows: ir.Table, *, most: int) -> ir.Table:
    """About so many rows at most, all of a policy or none."""
    count = rows.count().to_pyarrow().as_py()
    if count <= most:
        return rows
    return rows.filter(part_of(rows.policy_id) < int(PARTS * most / count))


def part_of(key: ir.StringValue) -> ir.IntegerValue:
    """A number from 0 to PARTS - 1 that hangs on the key alone."""
    return key.hash().cast("int64").abs() % ibis.literal(PARTS, "int64")
