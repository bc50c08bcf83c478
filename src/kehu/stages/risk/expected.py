"""What models expect: of every term so far, and of every term in force for the coming year.

Reads a line's rows and its models; gives narrow tables, one row a term.
Both come from the same tables, joined in the engine. Models are balanced on all terms of the line: what is expected of
developed exposure sums to the claims that are told, and its cost to their capped amounts, to the last digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from kehu.assumptions import Rating
from kehu.stages.risk.factors import YEARS_AGO, rolled
from kehu.stages.risk.models import LineModels
from kehu.stages.risk.perils import CLAIM_SHARES, COST_SHARES, PerilModels, shares_of
from kehu.statistics.rating.bins import Binning, number
from kehu.statistics.rating.model import RatingModel
from kehu.statistics.rating.scoring import scored

CLAIMS, COST = "claims_per_year", "cost_per_claim"
OF_TERMS = ("term_id", "policy_id", "customer_id", "line")


@dataclass(frozen=True)
class Totals:
    """Sums of a line: claims told and expected by exposure, their capped cost (cents) and that expected."""

    claims: float
    expected_claims: float
    capped: float
    expected_capped: float
    developed: float


def history(*, rows: ir.Table, models: LineModels) -> ir.Table:
    """What was told and what is expected of each term so far.

    Columns: those that name the term, years_ago, developed_exposure, observed (claims), capped_incurred and
    developed_incurred (cents), expected (claims), expected_capped (cents).
    """
    often = scored(rows, models.frequency, name=CLAIMS)
    both = scored(often, models.severity, name=COST)
    expected = both[CLAIMS] * both.developed_exposure
    return both.select(
        *OF_TERMS,
        YEARS_AGO,
        "developed_exposure",
        "capped_incurred",
        "developed_incurred",
        observed=both.claim_count,
        expected=expected,
        expected_capped=expected * both[COST] * 100,
    )


def totals(told: ir.Table) -> Totals:
    """The sums of a line's history."""
    (sums,) = (
        told.agg(
            claims=told.observed.sum(),
            expected_claims=told.expected.sum(),
            capped=told.capped_incurred.sum(),
            expected_capped=told.expected_capped.sum(),
            developed=told.developed_incurred.sum(),
        )
        .to_pyarrow()
        .to_pylist()
    )
    return Totals(**{name: float(value or 0.0) for name, value in sums.items()})


def balanced(models: LineModels, found: Totals) -> tuple[LineModels, float, float]:
    """The models with their bases moved to the line's totals, and by how much each was moved.

    A line without a claim, or without a cost, stays as it is: half a claim, at the whole book's mean.
    """
    often = found.claims / found.expected_claims if found.claims > 0 and found.expected_claims > 0 else 1.0
    moved = found.expected_capped * often
    dear = found.capped / moved if found.capped > 0 and moved > 0 else 1.0
    frequency = replace(models.frequency, base=models.frequency.base * often)
    severity = replace(models.severity, base=models.severity.base * dear)
    return replace(models, frequency=frequency, severity=severity), often, dear


def coming_year(*, rows: ir.Table, models: LineModels, perils: Sequence[PerilModels] = (), rating: Rating) -> ir.Table:
    """What is expected of each term in force for a year of the same cover, its factors a year older.

    Columns: those that name the term, channel, branch, claims_per_year, cost_per_claim (capped), frequency_levels and
    severity_levels: the number of the level of each table, in the tables' order; claim_shares and cost_shares: of the
    perils.
    """
    held = rows.filter((rows.last_age_days == 0) & (rows.covered_days > 0))
    asked = tuple(dict.fromkeys((*models.factors, *(factor for each in perils for factor in each.factors))))
    older = rolled(held, factors=asked, rating=rating)
    often = scored(older, models.frequency, name=CLAIMS)
    both = shares_of(scored(often, models.severity, name=COST), perils)
    return both.select(
        *OF_TERMS,
        "channel",
        "branch",
        "inception_date",
        "written_premium",
        CLAIMS,
        COST,
        CLAIM_SHARES,
        COST_SHARES,
        frequency_levels=levels(both, models.frequency),
        severity_levels=levels(both, models.severity),
    )


def levels(rows: ir.Table, model: RatingModel) -> ir.StringValue:
    """The places of a row in the model's tables: numbers of bins, `.` between those of a pair, `,` between tables."""
    written = [_places(rows, table.binnings) for table in model.tables]
    return ibis.literal(",").join(written) if written else ibis.literal("")


def _places(rows: ir.Table, binnings: Sequence[Binning]) -> ir.StringValue:
    return ibis.literal(".").join([number(rows[binning.factor], binning).cast("string") for binning in binnings])
