"""Who stays: the renewals to come, judged by models of those decided, with what a price would change.

Reads `policies`, `terms`, `renewal_offers`, `parties`, `claims`, `interactions`, `services`, `surveys`, `referrals`,
rating factors as of a date and identities; gives the tables of `kehu.tables.staying`.
Discrete-time hazards as tables of odds, because an underwriter can multiply them by hand; the response to prices stands
apart, because what foretells a renewal is not what a price would do to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.stages.retention import cohorts, customers, price, reports
from kehu.stages.retention.features import PRICE, features
from kehu.stages.retention.model import Fitted, fit_models, rows_of, sampled
from kehu.stages.retention.occasions import (
    CANCELLED,
    NOT_RENEWED,
    OPEN,
    RENEWED,
    WITHDRAWN,
    WITHOUT_OFFER,
    gathered,
    occasions,
    practice,
)
from kehu.stages.retention.price import Response
from kehu.stages.retention.scoring import ANSWERS, YEARS, scored
from kehu.tables import Snapshot
from kehu.tables.staying import RenewalOccasions

ENDED_BEFORE = (CANCELLED, WITHDRAWN, WITHOUT_OFFER)
DAYS_A_YEAR = 365


@dataclass(frozen=True)
class Retention:
    """The tables of the stage."""

    occasions: ir.Table
    customers: ir.Table
    models: ir.Table
    responses: ir.Table
    curves: ir.Table


@dataclass(frozen=True)
class Judgement:
    """Fitted models and responses, for whoever judges other occasions by them."""

    models: tuple[Fitted, ...]
    responses: tuple[Response, ...]
    reach: Mapping[str, float]


def judge(*, engine: Engine, snapshot: Snapshot, identities: ir.Table, parameters: Parameters) -> Retention:
    """Fit what is decided by the snapshot's date, and judge what is to come."""
    described = describe(engine=engine, snapshot=snapshot, identities=identities, parameters=parameters)
    judgement = learn(engine=engine, occasions=described, snapshot=snapshot, parameters=parameters)
    coming = described.filter(
        described.decision.isin([OPEN, RENEWED, NOT_RENEWED])
        & ((described.decision == OPEN) | (described.renewal_date > ibis.literal(snapshot.as_of)))
    )
    answered = answer(occasions=coming, snapshot=snapshot, judgement=judgement, parameters=parameters)
    foretold = engine.keep(_foretold(answered, snapshot, judgement))
    return Retention(
        occasions=foretold,
        customers=customers.of_customers(occasions=foretold),
        models=reports.of_models(judgement.models),
        responses=reports.of_responses(judgement.responses),
        curves=cohorts.curves(snapshot=snapshot, identities=identities, parameters=parameters.retention),
    )


def describe(*, engine: Engine, snapshot: Snapshot, identities: ir.Table, parameters: Parameters) -> ir.Table:
    """All renewal occasions up to the horizon with their features, held in the engine."""
    assumed = parameters.retention
    rows = engine.keep(gathered(snapshot=snapshot, identities=identities, parameters=assumed))
    offering = practice(rows=rows, as_of=snapshot.as_of, parameters=assumed)
    found = engine.keep(occasions(rows=rows, as_of=snapshot.as_of, parameters=assumed, offering=offering))
    engine.discard(rows)
    return engine.keep(features(occasions=found, snapshot=snapshot, identities=identities, parameters=assumed))


def learn(*, engine: Engine, occasions: ir.Table, snapshot: Snapshot, parameters: Parameters) -> Judgement:
    """Models and responses from the occasions that are decided, and how many covers reach their renewal, by line."""
    models = fit_models(engine=engine, occasions=occasions, snapshot=snapshot, parameters=parameters)
    over = occasions.filter((occasions.renewal_date <= ibis.literal(snapshot.as_of)) & (occasions.decision != OPEN))
    reached = over.group_by("line").agg(share=(~over.decision.isin(list(ENDED_BEFORE))).mean()).to_pyarrow().to_pylist()
    return Judgement(
        models=models,
        responses=_responses(engine, occasions, snapshot, models, parameters),
        reach={row["line"]: row["share"] for row in reached},
    )


def answer(*, occasions: ir.Table, snapshot: Snapshot, judgement: Judgement, parameters: Parameters) -> ir.Table:
    """The occasions with the columns of `scoring.ANSWERS`; empty ones where there is no model."""
    columns = [*occasions.columns, *ANSWERS]
    parts = [
        scored(rows_of(fitted, occasions=occasions, snapshot=snapshot), fitted, parameters=parameters.retention).select(
            *columns
        )
        for fitted in judgement.models
    ]
    if parts:
        return reduce(ibis.union, parts)
    texts = dict.fromkeys(("model", "levels"), ibis.null("string"))
    return occasions.mutate(**dict.fromkeys(ANSWERS, ibis.null("float64")) | texts).select(*columns)


def _responses(
    engine: Engine, occasions: ir.Table, snapshot: Snapshot, models: Sequence[Fitted], parameters: Parameters
) -> tuple[Response, ...]:
    """A response for every line that has a model: from its test, or from a sample of its history."""
    decided = occasions.filter(occasions.is_decided)
    bare = Judgement(tuple(models), (), {})
    tested = decided.filter(decided.treatment.notnull() & decided[PRICE].notnull())
    answered = answer(occasions=tested, snapshot=snapshot, judgement=bare, parameters=parameters)
    found = price.randomised(scored=engine.keep(answered.select(*price.ASKED))) if models else {}
    for fitted in models:
        for line in [line for line in fitted.lines if line not in found]:
            of_line = decided.filter(decided.line == line)
            count = of_line.count().to_pyarrow().as_py()
            part = sampled(of_line, count=count, at_most=parameters.retention.most_offers)
            rows = rows_of(fitted, occasions=part, snapshot=snapshot)
            needed = [binning.factor for binning in fitted.choice.binnings if binning.factor not in price.ASKED]
            answered = scored(rows, fitted, parameters=parameters.retention)
            # What is not asked for is not computed: intervals and later years cost more than the odds themselves.
            held = engine.keep(answered.select(*price.ASKED, *needed))
            found[line] = price.observational(
                line=line, scored=held, binnings=fitted.choice.binnings, parameters=parameters.retention
            )
            engine.discard(held)
    return tuple(found[line] for line in sorted(found))


def _foretold(answered: ir.Table, snapshot: Snapshot, judgement: Judgement) -> ir.Table:
    """The columns of `RenewalOccasions`: decided ones are certain, and later years follow from the coming one."""
    is_offered = answered[PRICE].notnull()
    usual = {one.line: one.usual_change for one in judgement.responses}
    days = ibis.greatest(answered.renewal_date.delta(ibis.literal(snapshot.as_of), unit="day"), 0)
    reach = _by_line(answered, judgement.reach, 1.0)
    is_open = answered.decision == OPEN
    certain = ibis.ifelse(answered.decision == RENEWED, 1.0, 0.0)
    sure = {name: ibis.ifelse(is_open, answered[name], certain) for name in ("renewal_probability", "lower", "upper")}
    rows = answered.mutate(
        price_basis=ibis.ifelse(is_offered, "offered", "usual"),
        price_change=answered[PRICE].coalesce(_by_line(answered, usual, 0.0)),
        reach_probability=ibis.ifelse(
            is_open & answered.offered_date.isnull(), reach ** (ibis.least(days, DAYS_A_YEAR) / DAYS_A_YEAR), 1.0
        ),
        **sure,
    )
    survival = rows.renewal_probability * rows.reach_probability
    stays = {"survival_1": survival}
    for year in YEARS[1:]:
        survival = survival * _by_line(answered, judgement.reach, 1.0) * rows[f"renewal_{year}"]
        stays[f"survival_{year}"] = survival
    return rows.mutate(**stays).cast({"premium": "decimal(18, 2)"}).select(*RenewalOccasions.columns)


def _by_line(rows: ir.Table, values: Mapping[str, float], otherwise: float) -> ir.FloatingValue:
    if not values:
        return ibis.literal(otherwise)
    branches = [(rows.line == line, ibis.literal(float(value))) for line, value in sorted(values.items())]
    return ibis.cases(*branches, else_=otherwise)
