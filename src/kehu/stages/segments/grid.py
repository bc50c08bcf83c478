"""The grid of risk grade and value tier: who stands where, the strategy of each cell, and what its customers bring.

Reads customers' grades, tiers and values, and the strategies of the parameters; gives the places and the cells.
What is done with a customer depends on both: a good risk that brings little may be grown, and a dear one must be mended
before it can be kept. Every cell is there, also an empty one, so that the grid always has the same shape.
"""

from __future__ import annotations

from itertools import product

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kehu.parameters import Parameters
from kehu.statistics.apportionment import MONEY
from kehu.tables.values import SegmentCells

UNKNOWN = "none"
SUMS = ("annual_premium", "coming_result", "lifetime_value", "future_value")


def strategy_of(*, grade: str, tier: str, parameters: Parameters) -> str | None:
    """The strategy of the first entry that matches; none for a cell whose grade or tier is not known."""
    if UNKNOWN in (grade, tier):
        return None
    return next(one.strategy for one in parameters.strategies if one.covers(grade=grade, tier=tier))


def every_cell(*, parameters: Parameters) -> ir.Table:
    """All cells with their strategy: grade, tier, strategy."""
    grades = [*(grade.name for grade in parameters.risk_grades), UNKNOWN]
    tiers = [*(tier.name for tier in parameters.future_value_tiers), UNKNOWN]
    rows = [
        {"grade": grade, "tier": tier, "strategy": strategy_of(grade=grade, tier=tier, parameters=parameters)}
        for grade, tier in product(grades, tiers)
    ]
    names = ("grade", "tier", "strategy")
    return ibis.memtable(pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in names])))


def places(*, values: ir.Table, risks: ir.Table, cells: ir.Table) -> ir.Table:
    """Every customer with cover: customer_id, grade, tier, strategy, and the sums of `SUMS`."""
    joined = values.left_join(risks.select("customer_id", "grade"), "customer_id").drop("customer_id_right")
    named = joined.mutate(grade=joined.grade.fill_null(UNKNOWN), tier=joined.tier.fill_null(UNKNOWN))
    return named.inner_join(cells, ["grade", "tier"]).select("customer_id", "grade", "tier", "strategy", *SUMS)


def segment_cells(*, placed: ir.Table, cells: ir.Table) -> ir.Table:
    """One row a cell with the columns of `SegmentCells`."""
    sums = placed.group_by("grade", "tier").agg(
        customer_count=placed.count(), **{name: placed[name].sum() for name in SUMS}
    )
    joined = cells.left_join(sums, ["grade", "tier"])
    zero = ibis.literal(0)
    amounts = {name: joined[name].cast(MONEY).fill_null(zero.cast(MONEY)) for name in SUMS}
    return joined.mutate(customer_count=joined.customer_count.fill_null(0), **amounts).select(*SegmentCells.columns)
