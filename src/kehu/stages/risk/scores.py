"""Risk of a whole book: models fitted line by line, terms scored, records judged, prices and grades.

Reads a `Basis`, the book as of a date and customers; gives `Risk`: the tables of the stage.
Lines are worked one after the other, and of each no more is kept than one narrow row a term, so that memory
follows the largest line and not the book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ibis
import ibis.expr.types as ir
from threadpoolctl import threadpool_limits

from kehu.assumptions import Decisions
from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.stages.risk import edits as by_hand
from kehu.stages.risk import printed, strengths
from kehu.stages.risk.bounds import with_customers_bounds
from kehu.stages.risk.expected import Totals, balanced, coming_year, history, totals
from kehu.stages.risk.grades import customer_risks
from kehu.stages.risk.lines import claims_by_term, line_rows, sampled
from kehu.stages.risk.models import LineModels, champions, fit_line, line_cells
from kehu.stages.risk.peril_claims import perils_of_line
from kehu.stages.risk.perils import CLAIM_SHARES, COST_SHARES, PerilModels, fit_perils, term_perils
from kehu.stages.risk.price import annual_premiums, loadings, priced
from kehu.stages.risk.record import Believed, believe, policies
from kehu.stages.risk.risk import Basis, prepare
from kehu.stages.risk.summaries import Balance, controls, line_risks, peril_risks
from kehu.tables import Snapshot


@dataclass(frozen=True)
class Risk:
    """The tables of the stage by name, the controls among them, and the policies' records."""

    tables: Mapping[str, ir.Table]
    records: ir.Table


@dataclass(frozen=True, eq=False)
class LineScores:
    """A line's models and its perils', with history and coming year, held in the engine, and its sums."""

    models: LineModels
    perils: tuple[PerilModels, ...]
    told: ir.Table
    coming: ir.Table
    totals: Totals
    edits: list[dict[str, Any]]


def score(
    *,
    engine: Engine,
    snapshot: Snapshot,
    identities: ir.Table,
    customers: ir.Table,
    decisions: Decisions,
    parameters: Parameters,
) -> Risk:
    """Everything that the risk stage has to say, as of the snapshot's date."""
    basis = prepare(engine=engine, snapshot=snapshot, identities=identities, parameters=parameters)
    lines = _score_lines(engine, basis, snapshot, decisions, parameters)
    told = engine.keep(_together([line.told for line in lines], NOTHING_TOLD))
    believed = believe(told=told, engine=engine, parameters=parameters.record)
    records = engine.keep(policies(told=told, believed=believed))
    terms = engine.keep(_terms(lines, basis, records, snapshot, parameters))
    averages = terms.group_by("line").agg(average_cost=terms.expected_cost.mean())
    of_customers = customer_risks(
        customers=customers,
        terms=terms,
        policies=records,
        believed=believed,
        averages=averages,
        grades=parameters.risk_grades,
        probability=parameters.record.probability,
    )
    return Risk(_tables(lines, basis, terms, of_customers, believed, averages, parameters), records)


def _score_lines(
    engine: Engine, basis: Basis, snapshot: Snapshot, decisions: Decisions, parameters: Parameters
) -> list[LineScores]:
    """Every line that has a term that has begun."""
    claims = engine.keep(claims_by_term(basis.claims))
    mean_cost = _mean_cost(claims)
    names = basis.exposure.select("line").distinct().order_by("line").to_pyarrow()["line"].to_pylist()
    found = []
    for line in names:
        rows = engine.keep(line_rows(basis=basis, claims=claims, snapshot=snapshot, line=line))
        found.append(_score_line(engine, rows, basis, line, mean_cost, decisions, snapshot, parameters))
        engine.discard(rows)
    engine.discard(claims)
    return found


def _score_line(
    engine: Engine,
    rows: ir.Table,
    basis: Basis,
    line: str,
    mean_cost: float,
    decisions: Decisions,
    snapshot: Snapshot,
    parameters: Parameters,
) -> LineScores:
    """Fit on a sample, balance on all, lay the edits over, score."""
    perils = perils_of_line(claims=basis.claims, line=line, rating=parameters.rating)
    sample = engine.keep(sampled(rows, most=parameters.rating.most_terms))
    cells = line_cells(rows=sample, exposure=basis.exposure, line=line, parameters=parameters, perils=perils)
    engine.discard(sample)
    chosen = champions(line, decisions, rating=parameters.rating, as_of=snapshot.as_of)
    about = {"as_of": snapshot.as_of.isoformat()}
    # The arrays of a fit are small: threads of the numerical libraries would only wait for each other.
    with threadpool_limits(limits=1):
        fitted = fit_line(cells, mean_cost=mean_cost, chosen=chosen, about=about, rating=parameters.rating)
    told = engine.keep(history(rows=rows, models=fitted))
    models, often, dear = balanced(fitted, totals(told))
    told = told.mutate(expected=told.expected * often, expected_capped=told.expected_capped * often * dear)
    sums = totals(told)
    models = replace(models, frequency=with_customers_bounds(models.frequency, told))
    with threadpool_limits(limits=1):
        of_perils = fit_perils(cells, models, rating=parameters.rating)
    of_line = [(number, edit) for number, edit in enumerate(decisions.edits, start=1) if edit.line == line]
    models, outcomes = by_hand.with_edits(models, of_line)
    if models.frequency.edits or models.severity.edits:
        told = history(rows=rows, models=models)
    told = engine.keep(told)
    coming = engine.keep(coming_year(rows=rows, models=models, perils=of_perils, rating=parameters.rating))
    return LineScores(models, of_perils, told, coming, sums, by_hand.told(models, outcomes))


def _terms(
    lines: Sequence[LineScores], basis: Basis, records: ir.Table, snapshot: Snapshot, parameters: Parameters
) -> ir.Table:
    """Terms in force with the record and the large-loss load, and their price."""
    coming = _together([line.coming for line in lines], NOTHING_COMING)
    loads = basis.caps.select(loaded_line="line", large_loss_factor="load")
    own = records.select("policy_id", "record_factor")
    joined = coming.left_join(loads, coming.line == loads.loaded_line).left_join(own, "policy_id")
    joined = joined.drop("policy_id_right", "loaded_line").fill_null({"large_loss_factor": 1.0, "record_factor": 1.0})
    capped = joined.claims_per_year * joined.cost_per_claim * joined.record_factor
    costed = joined.mutate(
        capped_cost=capped,
        expected_cost=capped * joined.large_loss_factor,
        rated_cost=joined.claims_per_year * joined.cost_per_claim * joined.large_loss_factor,
    )
    charged = annual_premiums(snapshot=snapshot, terms=costed)
    return priced(charged, rates=loadings(snapshot=snapshot, parameters=parameters))


def _tables(
    lines: Sequence[LineScores],
    basis: Basis,
    terms: ir.Table,
    customers: ir.Table,
    believed: Believed,
    averages: ir.Table,
    parameters: Parameters,
) -> Mapping[str, ir.Table]:
    models = [line.models for line in lines]
    alone = {line.models.line: strengths.of_line(line.told, parameters=parameters.record) for line in lines}
    return {
        "term_risks": terms,
        "term_perils": term_perils(terms, {line.models.line: line.perils for line in lines}),
        "customer_risks": customers,
        "line_risks": line_risks(
            basis=basis,
            models=models,
            totals=[line.totals for line in lines],
            averages=averages,
            strengths=alone,
            rating=parameters.rating,
        ),
        "record_strengths": strengths.as_rows(believed),
        "peril_risks": peril_risks(basis=basis, perils={line.models.line: line.perils for line in lines}),
        "risk_models": printed.levels(models),
        "peril_models": printed.peril_levels([each for line in lines for each in line.perils]),
        "peril_documents": printed.peril_documents([each for line in lines for each in line.perils]),
        "risk_edits": printed.edits([row for line in lines for row in line.edits]),
        "risk_documents": printed.documents(models),
        "risk_factors": printed.factors(models),
        "development_patterns": basis.pattern,
        "risk_controls": controls(basis=basis, balances=[Balance.of(x.models.line, x.totals) for x in lines]),
    }


def _mean_cost(claims: ir.Table) -> float:
    """What a claim of the whole book costs, cut (currency); 1 where there is none."""
    told = claims.agg(count=claims.claim_count.sum(), cost=claims.capped_incurred.sum())
    (sums,) = told.to_pyarrow().to_pylist()
    return float(sums["cost"]) / 100 / float(sums["count"]) if sums["count"] and sums["cost"] else 1.0


TERM = {"term_id": "string", "policy_id": "string", "customer_id": "string", "line": "string"}
NOTHING_TOLD = TERM | dict.fromkeys(("observed", "expected", "expected_capped", "developed_exposure"), "float64")
NOTHING_TOLD |= dict.fromkeys(("capped_incurred", "developed_incurred"), "float64") | {"years_ago": "int64"}
NOTHING_COMING = TERM | {"channel": "string", "branch": "string", "inception_date": "date"}
NOTHING_COMING |= {"written_premium": "decimal(18, 2)", "claims_per_year": "float64", "cost_per_claim": "float64"}
NOTHING_COMING |= {"frequency_levels": "string", "severity_levels": "string"}
NOTHING_COMING |= {CLAIM_SHARES: "array<float64>", COST_SHARES: "array<float64>"}


def _together(tables: Sequence[ir.Table], columns: Mapping[str, str]) -> ir.Table:
    """Tables of all lines as one; an empty one where there is no line."""
    typed = [table.cast(columns).select(*columns) for table in tables]
    if not typed:
        return ibis.memtable([], schema=ibis.schema(columns))
    return ibis.union(*typed) if len(typed) > 1 else typed[0]
