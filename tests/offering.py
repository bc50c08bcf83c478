"""Offers in a run that was made, for tests of what people read of next year's book."""

from __future__ import annotations

from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq

from kehu.tables.decisions import (
    RenewalDecisions,
    RenewalFrontierPoints,
    RenewalGates,
    RenewalLimits,
    RenewalReasons,
    RenewalScenarios,
)

OFFER = {
    "policy_id": "P1",
    "customer_id": "C1",
    "line": "motor",
    "channel": "agent",
    "branch": "HQ/North",
    "renewal_date": "2024-06-01",
    "list": "pursue",
    "offer": "price",
    "is_held_out": False,
    "expiring_premium": "1000.00",
    "proposed_premium": "950.00",
    "price_change": -0.05,
    "walk_away_price": "600.00",
    "technical_price": "700.00",
    "renewal_unchanged": 0.8,
    "renewal_proposed": 0.85,
    "renewal_pessimistic": 0.84,
    "renewal_optimistic": 0.86,
    "value_unchanged": "400.00",
    "value_proposed": "420.00",
    "value_pessimistic": "410.00",
    "value_optimistic": "430.00",
    "stake": "75.00",
}
SCENARIO = {
    "scenario": "plan",
    "is_followed": True,
    "is_within": True,
    "renewal_count": 2,
    "value": "840.00",
    "value_pessimistic": "800.00",
    "value_optimistic": "860.00",
    "gap": 0.0,
    "kept_share": 0.97,
    "kept_count": 1.7,
    "renewal_rate": 0.85,
    "premium": "1700.00",
    "claims": "900.00",
    "charges": "400.00",
    "result": "400.00",
    "combined_ratio": 0.76,
    "price_change": -0.05,
    "pursue_count": 2,
    "keep_count": 0,
    "reprice_count": 0,
    "decline_count": 0,
    "cheaper_count": 2,
    "dearer_count": 0,
}
LIMIT = {
    "scenario": "plan",
    "measure": "kept",
    "sense": "at least",
    "subject": "all",
    "bound": 0.97,
    "used": 0.97,
    "short": 0.0,
    "attainable": 1.1,
    "point_cost": "12.00",
}
POINT = {name: SCENARIO[name] for name in ("scenario", "is_within", "value", "kept_share", "result", "premium")} | {
    "kept_bound": 0.97,
    "combined_ratio": 0.76,
    "price_change": -0.05,
    "point_cost": "12.00",
    "decline_count": 0,
    "dearer_count": 0,
    "cheaper_count": 2,
}
GATE = {"line": "all", "gate": "known", "place": 1, "renewal_count": 2, "stopped_count": 0, "changed_count": 0}


def write_offers(folder, offers, *, reasons=(), scenarios=({},), limits=({},), points=({},), gates=({},)):
    """Put offers into a run's folder, and what all of them come to."""
    write_table(folder, RenewalDecisions, [OFFER | {"term_id": f"T{n}"} | row for n, row in enumerate(offers, start=1)])
    write_table(folder, RenewalReasons, [{"term_id": "T1", "customer_id": "C1"} | row for row in reasons])
    write_table(folder, RenewalScenarios, [SCENARIO | row for row in scenarios])
    write_table(folder, RenewalLimits, [LIMIT | row for row in limits])
    write_table(folder, RenewalFrontierPoints, [POINT | row for row in points])
    write_table(folder, RenewalGates, [GATE | {"value_lost": "0.00"} | row for row in gates])


def valued(kind, row):
    """A value of a kind from a row of those above: amounts are written as text."""
    is_amount = {key: isinstance(cell, str) and cell[-3:-2] == "." for key, cell in row.items()}
    return kind(**{key: Decimal(cell) if is_amount[key] else cell for key, cell in row.items()})


def write_table(folder, table, rows):
    """Put rows into a run's folder as a table of that kind; amounts and days are written as text."""
    kinds = {name: kind.to_pyarrow() for name, kind in table.datatypes().items()}
    columns = {name: _column([row.get(name) for row in rows], kinds[name]) for name in table.columns}
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), folder / f"{table.table_name}.parquet")


def _column(cells, kind):
    """Cells of a kind; amounts and days are written as text."""
    is_written = pa.types.is_decimal(kind) or pa.types.is_date(kind)
    return pa.array(cells, pa.string()).cast(kind) if is_written else pa.array(cells, kind)
