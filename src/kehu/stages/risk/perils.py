"""Perils: how often each strikes a term of a line, what it then costs, and its part of the term's expected cost.

Reads a line's claims by peril and its models; gives frequency and severity of each peril, and the parts of every term.
A peril's tables are the line's own, times tables of how the peril departs from them: where it has few claims it leans
on the line, and where it has many it goes its own way. What is expected of a term is the line's business; perils part
it, and their parts add up to it exactly, because each term's shares are raked to the claims and the cost of each peril.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from kehu.assumptions import Rating
from kehu.stages.risk.factors import YEARS_AGO
from kehu.stages.risk.models import FAMILIES, FREQUENCY, SEVERITY, LineCells, LineModels, PerilCells
from kehu.stages.risk.recipes import departure
from kehu.statistics.raking import raked
from kehu.statistics.rating.model import RatingModel, predicted
from kehu.statistics.rating.pairs import coarse_binnings, left_over
from kehu.statistics.rating.products import multiplied
from kehu.statistics.rating.scoring import scored

CLAIM_SHARES, COST_SHARES = "claim_shares", "cost_shares"
RAKED = ("claims_factor", "cost_factor")


@dataclass(frozen=True, eq=False)
class PerilModels:
    """How often a peril strikes and what it costs: whole models, and how these depart from the line's.

    `claims_factor` and `cost_factor` are what shares are raked by: a term's share of claims is in proportion to
    frequency × claims_factor, of cost to frequency × severity × cost_factor.
    """

    line: str
    peril: str
    frequency: RatingModel
    severity: RatingModel
    often: RatingModel
    dear: RatingModel
    claims_factor: float
    cost_factor: float

    @property
    def factors(self) -> tuple[str, ...]:
        """Every factor in which the peril departs from the line."""
        tables = (*self.often.tables, *self.dear.tables)
        return tuple(dict.fromkeys(factor for table in tables for factor in table.factors))


def fit_perils(cells: LineCells, models: LineModels, *, rating: Rating) -> tuple[PerilModels, ...]:
    """The models of each peril of a line; none where the line has one peril, or too few claims to part."""
    found = [_fitted(each, models, rating=rating) for each in cells.perils]
    if not found:
        return ()
    line, whole = cells.frequency, predicted(models.frequency, cells.frequency)
    often = np.column_stack([predicted(each.often, line) for each in found])
    dear = often * np.column_stack([predicted(each.dear, line) for each in found])
    expected = line.weight * whole
    claims = raked(often, weight=expected, totals=_totals(cells.perils, "claim_count"))
    costs = raked(
        dear,
        weight=expected * predicted(models.severity, line),
        totals=_totals(cells.perils, "developed_incurred"),
    )
    return tuple(
        replace(each, claims_factor=float(often_by), cost_factor=float(dear_by))
        for each, often_by, dear_by in zip(found, claims, costs, strict=True)
    )


def shares_of(rows: ir.Table, perils: Sequence[PerilModels]) -> ir.Table:
    """Rows with `claim_shares` and `cost_shares`, arrays in the order of the perils; empty where there are none."""
    if not perils:
        nothing = ibis.literal([], type="array<float64>")
        return rows.mutate(**{CLAIM_SHARES: nothing, COST_SHARES: nothing})
    columns = rows.columns
    rows = rows.cross_join(_factors(perils))
    for number, each in enumerate(perils):
        rows = scored(rows, each.often, name=f"__often_{number}")
        rows = scored(rows, each.dear, name=f"__dear_{number}")
    often = [rows[f"__often_{number}"] for number in range(len(perils))]
    dear = [rows[f"__dear_{number}"] for number in range(len(perils))]
    claims = [one * rows.claims_factors[number] for number, one in enumerate(often)]
    costs = [often[number] * one * rows.cost_factors[number] for number, one in enumerate(dear)]
    return rows.select(*columns, **{CLAIM_SHARES: _shares(claims), COST_SHARES: _shares(costs)})


def term_perils(terms: ir.Table, perils: Mapping[str, Sequence[PerilModels]]) -> ir.Table:
    """A row a term and peril, from priced terms with the shares of their perils; `perils` are those of each line.

    Claims a year add up to the term's, expected cost (record and large claims in it) to the term's.
    """
    places = [(line, number, each.peril) for line, of in perils.items() for number, each in enumerate(of)]
    columns = dict(zip(("of_line", "place", "peril"), zip(*places, strict=True), strict=True)) if places else {}
    kinds = pa.schema([("of_line", pa.string()), ("place", pa.int64()), ("peril", pa.string())])
    named = ibis.memtable(pa.table({name: list(columns.get(name, ())) for name in kinds.names}, schema=kinds))
    each = terms.inner_join(named, terms.line == named.of_line)
    claims = each.claims_per_year * each[CLAIM_SHARES][each.place]
    cost = each.expected_cost * each[COST_SHARES][each.place]
    told = claims * each.record_factor
    return each.select(
        *("term_id", "policy_id", "customer_id", "line", "peril"),
        claims_per_year=claims,
        cost_per_claim=ibis.ifelse(told > 0, cost / told.nullif(0), 0.0),
        expected_cost=cost,
    )


def _factors(perils: Sequence[PerilModels]) -> ir.Table:
    """What shares are raked by, as one row of lists."""
    lists = {f"{name}s": pa.array([[getattr(each, name) for each in perils]], pa.list_(pa.float64())) for name in RAKED}
    return ibis.memtable(pa.table(lists))


def _shares(parts: Sequence[ir.NumericValue]) -> ir.ArrayValue:
    """Parts over their sum."""
    whole = sum(parts[1:], parts[0]).nullif(0)
    return ibis.array([(part / whole).fill_null(0.0) for part in parts])


def _totals(perils: Sequence[PerilCells], name: str) -> Any:
    """What is known of each peril; where no peril has a cost, they share alike."""
    known = np.array([getattr(each.known, name) for each in perils], dtype=np.float64)
    return known if known.sum() > 0 else np.ones(len(perils))


def _fitted(cells: PerilCells, models: LineModels, *, rating: Rating) -> PerilModels:
    """A peril's models, before its shares are raked."""
    often = _departure(cells, FREQUENCY, models, rating=rating)
    dear = _departure(cells, SEVERITY, models, rating=rating)
    about = {"line": models.line, "peril": cells.known.peril}
    return PerilModels(
        models.line,
        cells.known.peril,
        frequency=multiplied(models.frequency, often, cells.frequency, about=about | {"model": FREQUENCY}),
        severity=multiplied(models.severity, dear, cells.severity, about=about | {"model": SEVERITY}),
        often=often,
        dear=dear,
        claims_factor=1.0,
        cost_factor=1.0,
    )


def _departure(cells: PerilCells, name: str, models: LineModels, *, rating: Rating) -> RatingModel:
    """How a peril departs from the line's model: a base and the tables that say something, 1 where it does not."""
    of_peril, whole = (cells.frequency, models.frequency) if name == FREQUENCY else (cells.severity, models.severity)
    if of_peril.total.sum() <= 0:
        return RatingModel(FAMILIES[name], 1.0, ())
    # Years ago are left to the line: of young years a peril that is told late is not yet told.
    looked_at = {factor: binning for factor, binning in coarse_binnings(of_peril).items() if factor != YEARS_AGO}
    left, _ = left_over(whole, of_peril, looked_at)
    is_told = cells.known.claim_count >= rating.least_claims
    model = departure(left, FAMILIES[name], least=rating.least_freedom if is_told else np.inf)
    # A fit to ratios gives back their sum and not that of amounts, for which the base is moved.
    expected = predicted(whole, of_peril) * predicted(model, of_peril) * of_peril.weight
    return replace(model, base=model.base * float(of_peril.total.sum() / expected.sum()))
