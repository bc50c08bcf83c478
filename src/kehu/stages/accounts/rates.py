"""The cells of the book (line, channel, branch) with their rates of commission and expenses.

Reads `policies` and the parameters; gives one row a cell, with a number for it.
There are few cells and many policies: everything that hangs on a cell is worked out once, and a number that is
quick to group by stands for three texts until the accounts are written.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from kehu.assumptions import ANY, Rate
from kehu.parameters import Parameters
from kehu.statistics.apportionment import MILLION

CELL = ("line", "channel", "branch")


def cells(*, policies: ir.Table, parameters: Parameters) -> ir.Table:
    """Every line, channel and branch there is: cell_number, and commission_rate and expense_rate in millionths."""
    found = policies.select(*CELL).distinct()
    return found.mutate(
        cell_number=ibis.row_number().over(order_by=list(CELL)).cast("int32"),
        commission_rate=first_match(found, rates=parameters.commission_rates),
        expense_rate=first_match(found, rates=parameters.expense_rates),
    )


def first_match(business: ir.Table, *, rates: Sequence[Rate]) -> ir.IntegerValue:
    """The first rate that matches the line and channel of a row, in millionths; 0 where none does.

    >>> import pyarrow as pa
    >>> rates = [Rate(channel="direct", rate=0, source="made up"), Rate(line="home", rate=0.2, source="made up")]
    >>> rows = pa.table({"line": ["home", "home", "motor"], "channel": ["direct", "agent", "agent"]})
    >>> business = ibis.memtable(rows)
    >>> business.select(rate=first_match(business, rates=rates)).to_pyarrow()["rate"].to_pylist()
    [0, 200000, 0]
    """
    branches = [(_matches(business, rate), ibis.literal(round(rate.rate * MILLION), "int64")) for rate in rates]
    nothing = ibis.literal(0, "int64")
    return ibis.cases(*branches, else_=nothing) if branches else nothing


def _matches(business: ir.Table, rate: Rate) -> ir.BooleanValue:
    line = ibis.literal(True) if rate.line == ANY else business.line == rate.line
    channel = ibis.literal(True) if rate.channel == ANY else business.channel == rate.channel
    return line & channel
