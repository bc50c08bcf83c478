"""Lines in a row each: what their models rest on, and that what is expected adds up to what is developed.

Reads a `Basis`, models and their sums; gives rows of `LineRisks`, `PerilShares` and `RiskControls`.
The controls are part of the answer: a run whose models lose a claim is not made current.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

from kehu.assumptions import Rating
from kehu.stages.risk.expected import Totals
from kehu.stages.risk.models import LineModels
from kehu.stages.risk.printed import as_table
from kehu.stages.risk.risk import Basis
from kehu.stages.risk.strengths import finite
from kehu.statistics.credibility.strength import Strength
from kehu.tables.risks import LineRisks, RiskControls

CLOSE = 1e-9  # of a total: what rounding of doubles may take
NO_CLAIMS = "no claims: half a claim, at the mean cost of the whole book"
FEW_CLAIMS = "too few claims for tables: the line's mean for all"


@dataclass(frozen=True)
class Balance:
    """A line's claims and capped cost (currency): told, and expected of the same exposure by the fitted models."""

    line: str
    claims: float
    expected_claims: float
    cost: float
    expected_cost: float

    @staticmethod
    def of(line: str, sums: Totals) -> Balance:
        """The balance of a line's sums."""
        return Balance(line, sums.claims, sums.expected_claims, sums.capped / 100, sums.expected_capped / 100)

    @property
    def pairs(self) -> Mapping[str, tuple[float, float]]:
        """What was told and what is expected, by name."""
        return {
            "expected_claims": (self.claims, self.expected_claims),
            "expected_cost": (self.cost, self.expected_cost),
        }


def controls(*, basis: Basis, balances: Sequence[Balance]) -> ir.Table:
    """The book against the models' rows, and those against what the fitted models expect, as rows of `RiskControls`.

    A line without claims, or without a cost, has nothing for its models to give back.
    """
    rows = [
        {"line": each.line, "name": each.name, "in_book": each.in_book, "in_models": each.modelled}
        | {"apart": each.apart, "is_equal": each.holds}
        for each in basis.controls
    ]
    rows += [
        {"line": each.line, "name": name, "in_book": told, "in_models": expected, "apart": 0.0}
        | {"is_equal": told <= 0 or math.isclose(told, expected, rel_tol=CLOSE)}
        for each in balances
        for name, (told, expected) in each.pairs.items()
    ]
    return as_table(rows, RiskControls)


def line_risks(
    *,
    basis: Basis,
    models: Sequence[LineModels],
    totals: Sequence[Totals],
    averages: ir.Table,
    strengths: Mapping[str, Strength | None],
    rating: Rating,
) -> ir.Table:
    """A row a line."""
    limits = {row["line"]: row for row in basis.caps.to_pyarrow().to_pylist()}
    usual = {row["line"]: row["average_cost"] for row in averages.to_pyarrow().to_pylist()}
    covered = _covered(basis.exposure)
    rows = [
        _row(each, sums, limits.get(each.line, {}), rating)
        | covered[each.line]
        | {"average_cost": usual.get(each.line)}
        | _of_strength(strengths[each.line])
        for each, sums in zip(models, totals, strict=True)
    ]
    for row in rows:
        exposed = row["developed_exposure"]
        row["claims_per_year"] = row["claim_count"] / exposed if exposed else None
    return as_table(rows, LineRisks)


def peril_shares(claims: ir.Table) -> ir.Table:
    """Shares of perils in a line's claims and developed cost."""
    sums = claims.group_by("line", "peril").agg(
        claim_count=claims.claim_count.sum().cast("int64"), cost=claims.developed_incurred.sum()
    )
    line = {"group_by": "line"}
    count, cost = (sums[name].cast("float64") for name in ("claim_count", "cost"))
    return sums.mutate(
        claim_share=count / count.sum().over(**line).nullif(0), cost_share=cost / cost.sum().over(**line).nullif(0)
    ).drop("cost")


def _covered(exposure: ir.Table) -> dict[str, dict[str, Any]]:
    sums = exposure.group_by("line").agg(
        terms=exposure.count(),
        exposure_years=exposure.exposure_years.sum(),
        developed_exposure=exposure.developed_exposure.sum(),
    )
    return {row.pop("line"): row for row in sums.to_pyarrow().to_pylist()}


def _row(models: LineModels, sums: Totals, limit: Mapping[str, Any], rating: Rating) -> dict[str, Any]:
    load = limit.get("load", 1.0)
    few = FEW_CLAIMS if sums.claims < rating.least_claims else ""
    return {
        "line": models.line,
        "claim_count": sums.claims,
        "claim_cap": limit["cap"] / 100 if limit.get("cap") else None,
        "developed_incurred": sums.developed / 100,
        "capped_incurred": sums.capped / 100,
        "expected_incurred": sums.expected_capped / 100 * load,
        "large_loss_factor": load,
        "frequency_base": models.frequency.base,
        "severity_base": models.severity.base,
        "frequency_tables": len(models.frequency.tables),
        "severity_tables": len(models.severity.tables),
        "reason": NO_CLAIMS if sums.claims <= 0 else few,
    }


def _of_strength(found: Strength | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {
        "record_strength": finite(found.strength),
        "record_strength_lower": finite(found.lower),
        "record_strength_upper": finite(found.upper),
    }
