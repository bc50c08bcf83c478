"""Renewal models: tables of odds, one model a line that has decided enough, one for the other lines together.

Reads the features of decided occasions; gives one `Fitted` a model.
Each occasion is a year of a policy's life that ends with a decision, so that these are discrete-time hazards by
logistic regression on cells (Allison 1982), whose odds multiply. A line that has decided more than a model needs gives
a sample by the digest of its terms, so that the same book gives the same sample wherever it is computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.stages.retention.factors import Choice, choose, factor_tables, names_of, with_factors
from kehu.stages.retention.occasions import RENEWED
from kehu.statistics.rating.cells import Cells, as_cells, cell_sums
from kehu.statistics.rating.design import main_blocks
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.fitting import as_problem, fit, strengths_told
from kehu.statistics.rating.model import RatingModel
from kehu.statistics.rating.solving import estimated_strengths
from kehu.tables import Snapshot

SHARED = "other lines"
TRIAL = 15_000  # occasions on which strengths are estimated
LEAST_FREEDOM = 0.5  # of a coefficient; a factor with less says what the others say already
ALL_ALIKE = "all occasions ended alike"
TELLS_NOTHING = "tells nothing beside the others"
DIGITS = 6  # of a digest in base 16, by which occasions are sampled
ODDS = Family("binomial")


@dataclass(frozen=True, eq=False)
class Fitted:
    """A model: its lines, the tables of renewal odds, and what they were fitted on and without."""

    name: str
    lines: tuple[str, ...]
    factor_tables: tuple[str, ...]
    model: RatingModel
    choice: Choice
    offers: int
    renewals: int


@dataclass(frozen=True, eq=False)
class Plan:
    """A model to be fitted: on which decided occasions, and how many they are."""

    name: str
    lines: tuple[str, ...]
    decided: ir.Table
    count: int
    factor_tables: tuple[str, ...]


def fit_models(
    *, engine: Engine, occasions: ir.Table, snapshot: Snapshot, parameters: Parameters
) -> tuple[Fitted, ...]:
    """A model for each line with decided occasions enough, and one for the rest, fitted on all lines.

    `occasions` are all of them with their features; those that are decided count. Without any there is no model.
    """
    decided = occasions.filter(occasions.is_decided)
    counts = _by_line(decided)
    own = [line for line, count in counts.items() if count >= parameters.retention.least_offers]
    rest = tuple(line for line in _lines(occasions) if line not in own)
    plans = [
        Plan(line, (line,), decided.filter(decided.line == line), count, _tables(decided, snapshot, line))
        for line, count in counts.items()
        if line in own
    ]
    if rest and counts:
        plans.append(Plan(SHARED, rest, decided, sum(counts.values()), ()))
    return tuple(_fitted(plan, engine=engine, snapshot=snapshot, parameters=parameters) for plan in plans)


def rows_of(fitted: Fitted | Plan, *, occasions: ir.Table, snapshot: Snapshot) -> ir.Table:
    """The occasions of a model's lines with the factors that it may ask for."""
    of_lines = occasions.filter(occasions.line.isin(list(fitted.lines)))
    return with_factors(occasions=of_lines, snapshot=snapshot, tables=fitted.factor_tables)


def sampled(rows: ir.Table, *, count: int, at_most: int) -> ir.Table:
    """About `at_most` of so many rows, by the digest of their terms; all where they are no more.

    >>> import pyarrow as pa
    >>> rows = ibis.memtable(pa.table({"term_id": ["a", "b", "c"]}))
    >>> sampled(rows, count=3, at_most=3).count().to_pyarrow().as_py()
    3
    """
    if count <= at_most:
        return rows
    limit = f"{int(at_most / count * 16**DIGITS):0{DIGITS}x}"
    return rows.filter(rows.term_id.hexdigest("md5").substr(0, DIGITS) < limit)


def _fitted(plan: Plan, *, engine: Engine, snapshot: Snapshot, parameters: Parameters) -> Fitted:
    most = parameters.retention.most_offers
    part = sampled(plan.decided, count=plan.count, at_most=most)
    sample = engine.keep(with_factors(occasions=part, snapshot=snapshot, tables=plan.factor_tables))
    declared = sample.columns[len(plan.decided.columns) :]
    closings = snapshot["claims"].filter(lambda claim: claim.closed_date.notnull()).limit(1).to_pyarrow().num_rows > 0
    names = names_of(declared, is_shared=plan.name == SHARED)
    choice = choose(rows=sample, names=names, has_closings=closings, parameters=parameters.exposure)
    choice, strengths = _strengths(sample, choice, count=min(plan.count, most))
    cells = cells_of_rows(sample, choice)
    engine.discard(sample)
    about = {"as_of": snapshot.as_of.isoformat(), "decided": plan.count}
    offers, renewals = int(cells.weight.sum()), int(cells.total.sum())
    fitted = fit(cells, ODDS, strengths=strengths, about=about) if strengths else _plain(cells, about)
    return Fitted(plan.name, plan.lines, plan.factor_tables, fitted, choice, offers, renewals)


def _plain(cells: Cells, about: Mapping[str, Any]) -> RatingModel:
    """A model without tables: the odds of all occasions, half an occasion away from certainty."""
    share = ODDS.overall_mean(cells.weight, cells.total)
    return RatingModel(ODDS, share / (1 - share), (), about=about)


def _strengths(sample: ir.Table, choice: Choice, *, count: int) -> tuple[Choice, dict[str, float]]:
    """How strongly each factor is drawn to 1, estimated on part of the sample; factors drawn all the way are left out.

    A strength is a spread of coefficients, which does not depend on how many occasions it is told from.
    """
    cells = cells_of_rows(sampled(sample, count=count, at_most=TRIAL), choice)
    problem = as_problem(cells, main_blocks(cells), ODDS)
    if not problem.design.blocks or not 0 < cells.total.sum() < cells.weight.sum():
        return Choice((), (*choice.left_out, *((one.factor, ALL_ALIKE) for one in choice.binnings))), {}
    told = strengths_told(estimated_strengths(problem))
    kept = {factor: block["strength"] for factor, block in told.items() if block["freedom"] >= LEAST_FREEDOM}
    idle = [(binning.factor, TELLS_NOTHING) for binning in choice.binnings if binning.factor not in kept]
    binnings = tuple(binning for binning in choice.binnings if binning.factor in kept)
    return Choice(binnings, (*choice.left_out, *idle)), kept


def cells_of_rows(rows: ir.Table, choice: Choice) -> Cells:
    """Decided occasions reduced to cells: how many there are, and how many renewed."""
    renewed = (rows.decision == RENEWED).cast("int64")
    if choice.binnings:
        summed = cell_sums(rows, choice.binnings, sums={"offers": ibis.literal(1), "renewals": renewed})
    else:  # one cell: the engine groups by nothing only where no group is asked for
        summed = rows.agg(offers=rows.count(), renewals=renewed.sum())
    return as_cells(summed.to_pyarrow(), choice.binnings, weight="offers", total="renewals")


def _tables(decided: ir.Table, snapshot: Snapshot, line: str) -> tuple[str, ...]:
    return factor_tables(occasions=decided, snapshot=snapshot, line=line)


def _by_line(decided: ir.Table) -> dict[str, int]:
    counted = decided.group_by("line").agg(count=decided.count()).to_pyarrow().to_pylist()
    return {row["line"]: row["count"] for row in sorted(counted, key=lambda row: row["line"])}


def _lines(occasions: ir.Table) -> list[str]:
    found: list[str] = occasions.select("line").distinct().order_by("line").to_pyarrow()["line"].to_pylist()
    return found
