"""The mix of the business in force, in a run of the past and in a later one, fact by fact.

Reads the terms in force of two runs with what the runs say of their customers; gives rows of `MixDrifts`.
Only facts that both runs have count; amounts are told apart by the tenths of the earlier run, so that a level means the
same in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from kehu.engines import Engine
from kehu.statistics import drift
from kehu.stores.run_folders import RunFolder

FACTS = ("line", "kind", "channel", "branch", "grade")
AMOUNTS = ("annual_premium", "expected_cost")
ALL = "all"
PARTS = 10
Counts = dict[str, int]


def drifts(engine: Engine, before: RunFolder, now: RunFolder) -> list[dict[str, Any]]:
    """The drift of every fact, of all lines and of each, the largest first."""
    former, present = (engine.keep(_terms(engine, run)) for run in (before, now))
    cuts = {name: _cuts(former, name) for name in AMOUNTS}
    sides = [_counted(engine.keep(_levelled(terms, cuts))) for terms in (former, present)]
    found = [_drift(line, fact, *(side.get((line, fact), {}) for side in sides)) for line, fact in _keys(sides)]
    return sorted(found, key=lambda row: (row["line"] != ALL, row["line"], -row["stability_index"], row["fact"]))


def _keys(sides: Iterable[Mapping[tuple[str, str], Counts]]) -> list[tuple[str, str]]:
    return sorted({key for side in sides for key in side if key[0] == ALL or key[1] != "line"})


def _terms(engine: Engine, run: RunFolder) -> ir.Table:
    """Terms in force with the facts of their customers; a fact that is not known is `none`."""
    terms, customers, risks = (engine.read([run.table(name)]) for name in ("term_risks", "customers", "customer_risks"))
    told = terms.select("term_id", "customer_id", "line", **{name: terms[name].cast("float64") for name in AMOUNTS})
    known = told.left_join(customers.select("customer_id", "kind", "channel", "branch"), "customer_id")
    graded = known.drop("customer_id_right").left_join(risks.select("customer_id", "grade"), "customer_id")
    return graded.mutate({name: graded[name].fill_null("none") for name in FACTS}).select(*FACTS, *AMOUNTS)


def _cuts(terms: ir.Table, name: str) -> list[float]:
    """The bounds between the tenths of an amount, each once."""
    values = terms[name].to_pyarrow().to_numpy(zero_copy_only=False)
    known = values[~np.isnan(values)]
    return sorted(set(np.quantile(known, np.arange(1, PARTS) / PARTS).tolist())) if len(known) else []


def _levelled(terms: ir.Table, cuts: Mapping[str, list[float]]) -> ir.Table:
    """Every fact as a level; the level of an amount is the number of bounds that it reaches."""
    levels = {name: _level(terms[name], bounds) for name, bounds in cuts.items()}
    return terms.mutate(**levels)


def _level(amount: ir.Value, bounds: list[float]) -> ir.Value:
    place = ibis.literal(1)
    for bound in bounds:
        place += (amount > bound).cast("int64")
    return ibis.ifelse(amount.isnull(), "none", place.cast("string").lpad(2, "0"))


def _counted(terms: ir.Table) -> dict[tuple[str, str], Counts]:
    """Terms by line and fact: how many stand at each level."""
    found: dict[tuple[str, str], Counts] = {}
    for fact in (*FACTS, *AMOUNTS):
        sums = terms.group_by(own_line=terms.line, level=terms[fact]).agg(count=terms.count())
        for row in sums.to_pyarrow().to_pylist():
            for line in (ALL, row["own_line"]):
                levels = found.setdefault((line, fact), {})
                levels[row["level"]] = levels.get(row["level"], 0) + row["count"]
    return found


def _drift(line: str, fact: str, before: Counts, now: Counts) -> dict[str, Any]:
    """A row of `MixDrifts`; the level named is the one that weighs most in the index."""
    levels = sorted({*before, *now})
    counts = [[side.get(level, 0) for level in levels] for side in (before, now)]
    shares = [np.array(side) / max(sum(side), 1) for side in counts]
    moved = int(np.argmax(np.abs(shares[1] - shares[0])))
    return {
        "line": line,
        "fact": fact,
        "terms_before": sum(counts[0]),
        "terms_now": sum(counts[1]),
        "stability_index": drift.stability_index(*counts),
        "by_chance": drift.by_chance(*counts),
        "level": levels[moved],
        "share_before": float(shares[0][moved]),
        "share_now": float(shares[1][moved]),
    }
