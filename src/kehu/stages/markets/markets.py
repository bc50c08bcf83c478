"""Market development: the plans and channels of each line, as tables.

Reads what earlier stages say of accounts, customers, development, purchases and risk; gives the tables of
`kehu.tables.markets`.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kehu.assumptions import rate_of
from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.stages.markets.channels import Channel, best, channels
from kehu.stages.markets.demand import demand
from kehu.stages.markets.experience import experience
from kehu.stages.markets.groups import groups
from kehu.stages.markets.plans import LineFigures, plans
from kehu.stages.markets.rules import levels
from kehu.tables.markets import MarketChannels, MarketGroups
from kehu.tables.schema import Table

Row = dict[str, Any]


def develop(
    *, engine: Engine, results: Mapping[str, ir.Table], parameters: Parameters, as_of: datetime.date
) -> Mapping[str, ir.Table]:
    """The tables of the stage by name."""
    assumed = parameters.markets

    def rates(line: str, channel: str | None) -> tuple[float, float]:
        where = {"line": line, "channel": channel}
        return (
            rate_of(parameters.pricing.claims_handling_rates, **where),
            rate_of(parameters.pricing.margin_rates, **where),
        )

    lived = engine.keep(
        experience(
            accounts=results["accounts"],
            patterns=results["development_patterns"],
            lines=results["line_risks"],
            as_of=as_of,
            years=assumed.years,
        )
    )
    told = engine.keep(levels(results["customer_facts"]))
    found = channels(lived, rates, claims_for_full=assumed.claims_for_full_belief, as_of=as_of)
    chosen = best(found, parameters=assumed)
    wanted = demand(told, results["customer_facts"], results["purchase_rates"], results["term_risks"])
    grouped = groups(lived, told, claims_for_full=assumed.claims_for_full_belief)
    rows = plans(grouped, wanted, chosen, _lines(lived), rates, parameters=assumed)
    return {
        "market_groups": _made(engine, MarketGroups, rows),
        "market_channels": _made(engine, MarketChannels, [_channel(one, chosen) for one in found]),
    }


def _lines(lived: ir.Table) -> dict[str, LineFigures]:
    """The loss ratio and the charges of each line."""
    charges = lived.commission + lived.expenses
    sums = lived.group_by("line").agg(
        loss_ratio=lived.claims.sum() / lived.earned_premium.sum(), charges=charges.sum() / lived.earned_premium.sum()
    )
    return {row.pop("line"): LineFigures(**row) for row in sums.to_pyarrow().to_pylist()}


def _channel(one: Channel, chosen: Mapping[str, Channel]) -> Row:
    return {
        "line": one.line,
        "channel": one.channel,
        "earned_premium": one.premium,
        "loss_ratio": one.loss_ratio,
        "credibility": one.credibility,
        "believed_loss_ratio": one.believed,
        "commission": one.commission,
        "expenses": one.expenses,
        "combined_ratio": one.combined,
        "new_count": one.new,
        "is_best": chosen.get(one.line) == one,
    }


def _made(engine: Engine, table: type[Table], rows: list[Row]) -> ir.Table:
    """Rows in the columns of a table; amounts are rounded to cents."""
    types = table.datatypes()
    plain = ibis.schema({name: "float64" if kind.is_decimal() else kind for name, kind in types.items()}).to_pyarrow()
    return engine.read_arrow(pa.Table.from_pylist(rows, schema=plain)).cast(types).select(*table.columns)
