"""Lines in a row each: what their models rest on, and that what is expected adds up to what is developed.

Reads a `Basis`, models and their sums; gives rows of `LineRisks`, `PerilShares` and `RiskControls`.
The controls are part of the answer: a run whose models lose a claim is not made current.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis.expr.types as ir

from kehu.assumptions import Rating
from kehu.stages.risk.expected import Totals
from kehu.stages.risk.models import LineModels
from kehu.stages.risk.peril_claims import OTHER
from kehu.stages.risk.perils import PerilModels
from kehu.stages.risk.printed import as_table
from kehu.stages.risk.risk import Basis
from kehu.stages.risk.strengths import finite
from kehu.statistics.credibility.strength import Strength
from kehu.tables.risks import LineRisks, PerilRisks, RiskControls

CLOSE = 1e-9  # of a total: what rounding of doubles may take
NO_CLAIMS = "no claims: half a claim, at the mean cost of the whole book"
FEW_CLAIMS = "too few claims for tables: the line's mean for all"
ONE_PERIL = "the line's only peril: its models are the line's"


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


def peril_risks(*, basis: Basis, perils: Mapping[str, Sequence[PerilModels]]) -> ir.Table:
    """A row a line and peril: its claims, its part of the line, and the models that it has; `perils` by line."""
    claims = basis.claims
    sums = claims.group_by("line", "peril").agg(
        claim_count=claims.claim_count.sum(), cost=claims.developed_incurred.sum()
    )
    covered = {line: row["developed_exposure"] for line, row in _covered(basis.exposure).items()}
    rows = sums.order_by("line", sums.claim_count.desc(), "peril").to_pyarrow().to_pylist()
    of_lines = {line: [row for row in rows if row["line"] == line] for line in dict.fromkeys(x["line"] for x in rows)}
    return as_table(
        [
            row
            for line, told in of_lines.items()
            for row in _perils(told, exposure=covered.get(line), models=perils.get(line, ()))
        ],
        PerilRisks,
    )


def _perils(
    told: Sequence[Mapping[str, Any]], *, exposure: float | None, models: Sequence[PerilModels]
) -> Iterator[dict[str, Any]]:
    """The rows of a line's perils."""
    known = {each.peril: each for each in models}
    counts, costs = (sum(float(row[name] or 0) for row in told) for name in ("claim_count", "cost"))
    for row in told:
        count, cost = int(row["claim_count"]), float(row["cost"] or 0)
        model = known.get(row["peril"]) or known.get(OTHER)
        yield {
            "line": row["line"],
            "peril": row["peril"],
            "claim_count": count,
            "claim_share": count / counts if counts else None,
            "cost_share": cost / costs if costs else None,
            "claims_per_year": count / exposure if exposure else None,
            "cost_per_claim": cost / 100 / count if count else None,
            "modelled_as": model.peril if model else None,
            "claims_factor": model.claims_factor if model else None,
            "cost_factor": model.cost_factor if model else None,
            "reason": "" if model else ONE_PERIL if len(told) == 1 else FEW_CLAIMS,
        }


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
