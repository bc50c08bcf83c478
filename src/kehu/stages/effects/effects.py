"""What service changed, by kind and line, on renewal and on claims.

Reads the book and identities; gives the table `service_effects`.
Two comparisons, each within strata of terms alike before their first day (Iacus, King and Porro 2012, coarsened exact
matching): those served beside those who were due the same and were left without it at random, which proves a cause; and
beside all unserved, which does not, since who is served may differ in what no stratum sees. What is believed of a
service draws its own measurement to that of all services as far as it is unsure. A response of the served alone is
never called an effect: contact can do harm (Ascarza, Iyengar and Schleicher 2016).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from kehu.engines import Engine
from kehu.stages.effects.terms import STRATA, serviced_terms
from kehu.statistics.intervals import NORMAL_95
from kehu.statistics.slopes import UNKNOWN, Slope, pooled
from kehu.statistics.stratified import Floats, log_odds_ratio, log_rate_ratio
from kehu.tables import Snapshot
from kehu.tables.service import BASES, MEASURES, ServiceEffects

Row = dict[str, Any]
Key = tuple[Any, ...]
OTHERS = {"held_out": "held_out", "matched": "none"}
ALIKE = {"held_out": ("line", "year"), "matched": STRATA}  # chance has made the first alike in all else
CASES = {"renewal": ("decided", "renewed"), "claims": ("years", "claims")}
RATIO = {"renewal": log_odds_ratio, "claims": log_rate_ratio}


def measure(
    *, engine: Engine, snapshot: Snapshot, identities: ir.Table, grace_days: int, names: Mapping[str, str]
) -> Mapping[str, ir.Table]:
    """The table of the stage; `names` gives a service of the source its name in the catalogue."""
    terms = serviced_terms(snapshot=snapshot, identities=identities, grace_days=grace_days)
    named = terms.mutate(kind=terms.kind.substitute(dict(names)) if names else terms.kind)
    counted = _counted(engine.keep(named)).to_pyarrow().to_pylist()
    rows = [row for basis in BASES for measured in MEASURES for row in _effects(counted, measured, basis)]
    types = ServiceEffects.datatypes()
    schema = ibis.schema(dict(types)).to_pyarrow()
    made = engine.read_arrow(pa.Table.from_pylist(rows, schema=schema))
    return {"service_effects": made.cast(types).select(*ServiceEffects.columns)}


def _counted(terms: ir.Table) -> ir.Table:
    """Terms by stratum, service and arm: how many, decided, renewed, years and claims."""
    decided = terms.is_decided.cast("float64")
    return terms.group_by(*STRATA, "kind", "arm").agg(
        count=terms.count(),
        decided=decided.sum(),
        renewed=(decided * terms.renewed.cast("float64")).sum(),
        years=terms.years.sum(),
        claims=terms.claims.sum(),
    )


@dataclass(frozen=True)
class _Side:
    """One of two groups by stratum: what came, of how many cases, in how many terms."""

    came: Floats
    cases: Floats
    count: int

    @classmethod
    def of(cls, strata: Mapping[Key, Row], shared: list[Key], measured: str) -> _Side:
        """The strata that both groups have."""
        cases, came = (np.array([strata[key][name] for key in shared]) for name in CASES[measured])
        return cls(came, cases, int(sum(strata[key]["count"] for key in shared)))


def _effects(counted: list[Row], measured: str, basis: str) -> list[Row]:
    """The effects of every service on every line, with what is believed of each."""
    cells = sorted({(row["kind"], row["line"]) for row in counted if row["arm"] == "served"})
    found = []
    for kind, line in cells:
        served = _by_stratum(counted, measured, line, "served", kind, basis)
        others = _by_stratum(counted, measured, line, OTHERS[basis], None if basis == "matched" else kind, basis)
        shared = [key for key in served if key in others]
        one, other = _Side.of(served, shared, measured), _Side.of(others, shared, measured)
        slope = RATIO[measured](one.came, one.cases, other.came, other.cases)
        if slope.error < UNKNOWN:
            whole = sum(row[CASES[measured][0]] for row in served.values())
            row = {"kind": kind, "line": line, "measure": measured, "basis": basis}
            found.append((row | _told(one, other) | {"covered_share": float(one.cases.sum() / whole)}, slope))
    return _believed(found)


def _by_stratum(counted: list[Row], measured: str, line: str, arm: str, kind: str | None, basis: str) -> dict[Key, Row]:
    """The counts of a group by stratum, where it has cases."""
    names = CASES[measured]
    found: dict[Key, Row] = {}
    for row in counted:
        if row["line"] == line and row["arm"] == arm and row["kind"] == (kind or row["kind"]):
            sums = found.setdefault(tuple(row[name] for name in ALIKE[basis]), dict.fromkeys(("count", *names), 0.0))
            for name in sums:
                sums[name] += row[name]
    return {key: sums for key, sums in found.items() if sums[names[0]] > 0}


def _told(served: _Side, others: _Side) -> Row:
    """The groups in figures; the others in the mix of those served."""
    alike = others.came / others.cases * served.cases
    return {
        "served_count": served.count,
        "other_count": others.count,
        "served": float(served.came.sum() / served.cases.sum()),
        "other": float(alike.sum() / served.cases.sum()),
    }


def _believed(found: list[tuple[Row, Slope]]) -> list[Row]:
    """Rows with their effects, bounds, and what is believed of each."""
    drawn = pooled([slope for _row, slope in found])[1] if found else []
    return [
        row
        | {
            "effect": slope.value,
            "lower": slope.value - NORMAL_95 * slope.error,
            "upper": slope.value + NORMAL_95 * slope.error,
            "is_sure": abs(slope.value) > NORMAL_95 * slope.error,
            "believed": believed.value,
            "believed_error": believed.error,
        }
        for (row, slope), believed in zip(found, drawn, strict=True)
    ]
