"""The models of a line: how many claims a year a term has, and what one costs.

Reads a line's exposure rows with their claims, cut and developed; gives two `RatingModel`s, balanced to the line's own
totals. Counts are Poisson on developed exposure, amounts gamma on claims that are told; tables that say nothing are
left out, because a table of ones is only in a reader's way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from kehu.assumptions import Rating
from kehu.parameters import Parameters
from kehu.stages.risk.candidates import Candidate
from kehu.stages.risk.factors import factors_of_line, for_severity
from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import Cells, as_cells, cell_sums, summed
from kehu.statistics.rating.design import main_blocks
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.fitting import as_problem, fit
from kehu.statistics.rating.model import RatingModel
from kehu.statistics.rating.pairs import screened, with_pairs
from kehu.statistics.rating.solving import estimated_strengths

FREQUENCY, SEVERITY = "frequency", "severity"
WEIGHT, TOTAL = "__weight", "__total"
FAMILIES = {FREQUENCY: Family("poisson"), SEVERITY: Family("gamma")}


@dataclass(frozen=True, eq=False)
class LineModels:
    """Frequency and severity of a line, the cells that they were fitted on, and the factors looked at."""

    line: str
    frequency: RatingModel
    severity: RatingModel
    frequency_cells: Cells
    severity_cells: Cells
    candidates: tuple[Candidate, ...]

    @property
    def factors(self) -> tuple[str, ...]:
        """Every factor that a table of either model asks for."""
        tables = (*self.frequency.tables, *self.severity.tables)
        return tuple(dict.fromkeys(factor for table in tables for factor in table.factors))


def fit_line(
    *, rows: ir.Table, exposure: ir.Table, line: str, mean_cost: float, about: Mapping[str, Any], parameters: Parameters
) -> LineModels:
    """The models of a line, from its rows with claim_count, capped_incurred (cents) and developed_exposure.

    `mean_cost` is what a claim of the whole book costs, which a line without one of its own leans on.
    """
    rating = parameters.rating
    claims = float(rows.claim_count.sum().to_pyarrow().as_py() or 0)
    found, binnings = factors_of_line(rows=rows, exposure=exposure, line=line, claims=claims, parameters=parameters)
    binnings = binnings if claims >= rating.least_claims else []
    frequency, often = fit_frequency(rows=rows, binnings=binnings, about=about, rating=rating)
    told = rows.filter(rows.claim_count > 0)
    most = int(min(rating.most_levels, max(2, claims // (3 * rating.claims_each_level))))
    dear = _cells(
        told,
        for_severity(binnings, rows=told, most=most),
        weight=told.claim_count,
        total=told.capped_incurred / 100,
        rating=rating,
    )
    severity = _severity(dear, mean_cost=mean_cost, about={**about, "model": SEVERITY}, rating=rating)
    return LineModels(line, frequency, severity, often, dear, tuple(found))


def fit_frequency(
    *, rows: ir.Table, binnings: Sequence[Binning], about: Mapping[str, Any], rating: Rating
) -> tuple[RatingModel, Cells]:
    """Claims for each year of developed exposure by those bins, and the cells that it was fitted on."""
    cells = _cells(rows, binnings, weight=rows.developed_exposure, total=rows.claim_count, rating=rating)
    return fitted(cells, FREQUENCY, about={**about, "model": FREQUENCY}, rating=rating), cells


def fitted(cells: Cells, model: str, *, about: Mapping[str, Any], rating: Rating) -> RatingModel:
    """Main tables of the factors that say something, and pairs that earn their place."""
    family = FAMILIES[model]
    kept = _telling(cells, family, least=rating.least_freedom)
    found = fit(kept, family, about=about)
    if not found.tables or not rating.most_pairs:
        return found
    dispersion = float(found.about["dispersion"])
    pairs = [
        each.factors
        for each in screened(found, kept, at_most=rating.most_pairs)
        if each.gain >= rating.least_pair_gain * dispersion
    ]
    return with_pairs(found, kept, pairs)


def _telling(cells: Cells, family: Family, *, least: float) -> Cells:
    """Cells of the factors whose tables have some freedom once penalties are estimated."""
    cells = _without_doubles(cells)
    blocks = main_blocks(cells) if len(cells) else ()
    problem = as_problem(cells, blocks, family) if blocks else None
    if problem is None or len(np.unique(cells.folds)) < 2 or problem.observed.sum() <= 0:
        return _only(cells, [])
    freedom = estimated_strengths(problem).freedom
    return _only(
        cells, [block.binnings[0].factor for block, free in zip(blocks, freedom, strict=True) if free >= least]
    )


def _without_doubles(cells: Cells) -> Cells:
    """Cells of the factors that part the book in different ways: of two that part it alike the first stays."""
    seen: dict[bytes, str] = {}
    for factor, numbers in cells.numbers.items():
        first, relabelled = np.unique(numbers, return_index=True, return_inverse=True)[1:]
        order = np.argsort(np.argsort(first))
        seen.setdefault(order[relabelled].astype(np.int32).tobytes(), factor)
    return _only(cells, list(seen.values()))


def _only(cells: Cells, factors: Sequence[str]) -> Cells:
    """Cells of fewer factors, made one where they are the same."""
    binnings = {factor: cells.binnings[factor] for factor in factors}
    numbers = {factor: cells.numbers[factor] for factor in factors}
    return summed(replace(cells, binnings=binnings, numbers=numbers))


def _severity(cells: Cells, *, mean_cost: float, about: Mapping[str, Any], rating: Rating) -> RatingModel:
    """The severity model; without a claim with a cost, the whole book's mean and no tables."""
    if cells.total.sum() <= 0:
        return RatingModel(FAMILIES[SEVERITY], mean_cost, (), about={**about, "weight": float(cells.weight.sum())})
    return fitted(cells, SEVERITY, about=about, rating=rating)


def _cells(
    rows: ir.Table, binnings: Sequence[Binning], *, weight: ir.NumericValue, total: ir.NumericValue, rating: Rating
) -> Cells:
    """Cells in a fixed order; a policy lies in one fold whole, so that no fold knows another's policies."""
    fold = ibis.ifelse(ibis.literal(bool(binnings)), rows.policy_id.hash().cast("int64").abs() % rating.folds, 0)
    # A factor may have any name, "weight" too, so that the sums need names that no source gives.
    sums = cell_sums(rows, binnings, sums={WEIGHT: weight, TOTAL: total}, fold=fold)
    ordered = sums.order_by([binning.factor for binning in binnings] + ["fold"])
    return as_cells(ordered.to_pyarrow(), binnings, weight=WEIGHT, total=TOTAL)
