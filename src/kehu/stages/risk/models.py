"""The models of a line: how many claims a year a term has, and what one costs.

Reads a line's exposure rows with their claims, cut and developed; gives two `RatingModel`s, balanced to the line's own
totals. Counts are Poisson on developed exposure, amounts gamma on claims that are told; how their tables come to be is
the recipe's business (`recipes`), and every recipe is given the same cells.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.assumptions import Decisions, Rating, Recipe
from kehu.parameters import Parameters
from kehu.stages.risk.candidates import Candidate
from kehu.stages.risk.factors import factors_of_line, for_severity
from kehu.stages.risk.peril_claims import PerilClaims, PerilKnown, column
from kehu.stages.risk.recipes import fitted
from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import Cells, as_cells, cell_sums
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.model import RatingModel

FREQUENCY, SEVERITY = "frequency", "severity"
WEIGHT, TOTAL = "__weight", "__total"
FAMILIES = {FREQUENCY: Family("poisson"), SEVERITY: Family("gamma")}


@dataclass(frozen=True)
class Champion:
    """The recipe by which a model is fitted, and who promoted it ("" where it is that of `kehu.toml`)."""

    recipe: Recipe
    promoted_by: str = ""


def champions(line: str, decisions: Decisions, *, rating: Rating, as_of: datetime.date) -> dict[str, Champion]:
    """The champion of each model of a line: the recipe promoted last, as far as the day knows, or that of the file."""
    promoted = {name: decisions.promoted(line, name, as_of=as_of) for name in FAMILIES}
    usual = Champion(rating.recipe)
    return {name: Champion(found.recipe, found.by) if found else usual for name, found in promoted.items()}


@dataclass(frozen=True, eq=False)
class PerilCells:
    """What the models of a peril are fitted on: the line's cells with the claims of the peril."""

    known: PerilKnown
    frequency: Cells
    severity: Cells


@dataclass(frozen=True, eq=False)
class LineCells:
    """What the models of a line are fitted on, and the factors looked at: the same for every recipe."""

    line: str
    frequency: Cells
    severity: Cells
    candidates: tuple[Candidate, ...]
    perils: tuple[PerilCells, ...] = ()

    def of(self, model: str) -> Cells:
        """The cells of a model."""
        return self.frequency if model == FREQUENCY else self.severity


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


def line_cells(
    *, rows: ir.Table, exposure: ir.Table, line: str, parameters: Parameters, perils: PerilClaims | None = None
) -> LineCells:
    """The cells of a line, from its rows with claim_count, capped_incurred (cents) and developed_exposure.

    With `perils` it has the cells of each of them as well.
    """
    rating = parameters.rating
    claims = float(rows.claim_count.sum().to_pyarrow().as_py() or 0)
    found, binnings = factors_of_line(rows=rows, exposure=exposure, line=line, claims=claims, parameters=parameters)
    binnings = binnings if claims >= rating.least_claims else []
    parted = perils.joined(rows) if perils else rows
    numbers = range(len(perils.perils)) if perils else ()
    counts = [column("claim_count", number) for number in numbers]
    costs = [column("capped_incurred", number) for number in numbers]
    often, *often_each = _cells(
        parted,
        binnings,
        sums={WEIGHT: parted.developed_exposure, TOTAL: parted.claim_count, **{name: parted[name] for name in counts}},
        pairs=[(WEIGHT, TOTAL), *((WEIGHT, name) for name in counts)],
        rating=rating,
    )
    told = parted.filter(parted.claim_count > 0)
    most = int(min(rating.most_levels, max(2, claims // (3 * rating.claims_each_level))))
    dear, *dear_each = _cells(
        told,
        for_severity(binnings, rows=told, most=most),
        sums={
            **{WEIGHT: told.claim_count, TOTAL: told.capped_incurred / 100},
            **{name: told[name] for name in counts},
            **{name: told[name] / 100 for name in costs},
        },
        pairs=[(WEIGHT, TOTAL), *zip(counts, costs, strict=True)],
        rating=rating,
    )
    known = perils.perils if perils else ()
    of_perils = tuple(PerilCells(*each) for each in zip(known, often_each, dear_each, strict=True))
    return LineCells(line, often, dear, tuple(found), of_perils)


def fit_line(
    cells: LineCells, *, mean_cost: float, chosen: Mapping[str, Champion], about: Mapping[str, Any], rating: Rating
) -> LineModels:
    """The models of a line, each by the recipe chosen for it.

    `mean_cost` is what a claim of the whole book costs, which a line without one of its own leans on.
    """
    told = {name: {**about, "line": cells.line, "model": name, **vars(chosen[name])} for name in FAMILIES}
    often, dear = (chosen[name].recipe for name in (FREQUENCY, SEVERITY))
    frequency = fitted(cells.frequency, FAMILIES[FREQUENCY], often, about=told[FREQUENCY], rating=rating)
    severity = _severity(cells.severity, mean_cost=mean_cost, recipe=dear, about=told[SEVERITY], rating=rating)
    return LineModels(cells.line, frequency, severity, cells.frequency, cells.severity, cells.candidates)


def frequency_cells(*, rows: ir.Table, binnings: Sequence[Binning], rating: Rating) -> Cells:
    """Cells of claims and developed exposure by those bins."""
    sums = {WEIGHT: rows.developed_exposure, TOTAL: rows.claim_count}
    (cells,) = _cells(rows, binnings, sums=sums, pairs=[(WEIGHT, TOTAL)], rating=rating)
    return cells


def _severity(
    cells: Cells, *, mean_cost: float, recipe: Recipe, about: Mapping[str, Any], rating: Rating
) -> RatingModel:
    """The severity model; without a claim with a cost, the whole book's mean and no tables."""
    if cells.total.sum() <= 0:
        return RatingModel(FAMILIES[SEVERITY], mean_cost, (), about={**about, "weight": float(cells.weight.sum())})
    return fitted(cells, FAMILIES[SEVERITY], recipe, about=about, rating=rating)


def _cells(
    rows: ir.Table,
    binnings: Sequence[Binning],
    *,
    sums: Mapping[str, ir.NumericValue],
    pairs: Sequence[tuple[str, str]],
    rating: Rating,
) -> list[Cells]:
    """Cells in a fixed order for each pair of sums, a weight and a total.

    A policy lies in one fold whole, so that no fold knows another's policies.
    """
    fold = ibis.ifelse(ibis.literal(bool(binnings)), rows.policy_id.hash().cast("int64").abs() % rating.folds, 0)
    # A factor may have any name, "weight" too, so that the sums need names that no source gives.
    ordered = cell_sums(rows, binnings, sums=sums, fold=fold).order_by([each.factor for each in binnings] + ["fold"])
    held = ordered.to_pyarrow()
    return [as_cells(held, binnings, weight=weight, total=total) for weight, total in pairs]
