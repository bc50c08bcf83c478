"""How many customers the records became, step by step: by decisions, by each rule, and by the model.

Reads the pairs that were followed, those that the model compared, and the groups in the end; gives `identity_steps`.
The model's joins are expected to be wrong as often as its own probabilities say: one less the probability of the pair
that says most, for each record that it joined.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kehu.engines import Engine
from kehu.stages.identity.deciding import DECISION
from kehu.stages.identity.joining import MODEL
from kehu.statistics.components import Nodes, smallest_connected
from kehu.tables.matches import IdentitySteps


def count(
    *, engine: Engine, followed: ir.Table, compared: ir.Table, rules: Sequence[str], first: Nodes, is_on: bool
) -> ir.Table:
    """The steps: `followed` are pairs of people and rules (rule, place, first_place), `first` the groups in the end."""
    told = followed.select("rule", "place", "first_place").to_pyarrow()
    rows = [{"step": "records", "customers_after": len(first)}]
    until = told.slice(0, 0)
    for rule in (DECISION, *rules):
        own = told.filter(pc.equal(told["rule"], rule))
        until = pa.concat_tables([until, own])
        rows.append({"step": DECISION if rule == DECISION else "rule", "rule": rule, "pairs": own.num_rows})
        rows[-1]["customers_after"] = _groups(until, len(first))
    if is_on:
        rows.append({"step": MODEL, "rule": MODEL, "customers_after": len(np.unique(first)), **_joins(compared)})
    placed = [dict.fromkeys(IdentitySteps.columns) | row | {"place": place} for place, row in enumerate(rows, start=1)]
    schema = ibis.schema(IdentitySteps.datatypes())
    return engine.read_arrow(pa.Table.from_pylist(placed, schema=schema.to_pyarrow()))


def _groups(pairs: pa.Table, count: int) -> int:
    """How many groups pairs leave."""
    left, right = (pairs[name].to_numpy() for name in ("place", "first_place"))
    return len(np.unique(smallest_connected(count=count, left=left, right=right)))


def _joins(compared: ir.Table) -> dict[str, float | int | None]:
    """How many records the model joined to an earlier one, and how many of them wrongly by its own probabilities."""
    joined = compared.filter(compared.outcome == "joined")
    best = joined.group_by("party_id").agg(probability=joined.probability.max())
    sums = best.agg(pairs=best.count(), wrong=(1 - best.probability).sum()).to_pyarrow().to_pylist()[0]
    return {"pairs": sums["pairs"], "expected_wrong": sums["wrong"] or 0.0}
