"""How each stage is called: from what a run knows by then to the tables that the stage writes.

Gives one function a stage, for `pipeline.py`, which says in which order they are called.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis.expr.types as ir

from kehu.order import Inputs
from kehu.stages import (
    accounts,
    concentration,
    dossiers,
    effects,
    facts,
    golden_record,
    households,
    identity,
    markets,
    quality,
    questions,
    renewals,
    retention,
    risk,
    segments,
    service,
    shared_risks,
    value,
)


def identity_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """Who is behind the records."""
    found = identity.resolve(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        parameters=inputs.parameters.identity,
        former=inputs.former,
        decisions=inputs.decisions.of_identity(as_of=inputs.snapshot.as_of),
    )
    return found.tables


def fields_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """What is held for true of each customer."""
    fields = golden_record.gather(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        corrections=inputs.decisions.of_fields(as_of=inputs.snapshot.as_of),
    )
    return {"customer_fields": fields}


def customers_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """Who the customers are."""
    described = identity.describe(
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        fields=inputs.results["customer_fields"],
    )
    return {"customers": described}


def accounts_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """What each customer brings and costs."""
    settled = accounts.settle(
        snapshot=inputs.snapshot, identities=inputs.results["identities"], parameters=inputs.parameters
    )
    return {"accounts": settled}


def concentration_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """Who brings the profit."""
    ranked = concentration.rank(accounts=inputs.results["accounts"], parameters=inputs.parameters)
    return {"customer_results": ranked, "concentration": concentration.curve(results=inputs.engine.keep(ranked))}


def households_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """Who belongs together."""
    members = households.gather(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        customers=inputs.results["customers"],
        results=inputs.results["customer_results"],
        largest_household=inputs.parameters.identity.largest_household,
    )
    return {"household_members": members}


def shared_risks_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """What members of one household insure together."""
    shared = shared_risks.share(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        members=inputs.results["household_members"],
    )
    return {"shared_risks": shared}


def questions_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """What people are asked about who is who."""
    asked = questions.ask(
        pairs=inputs.results["identity_pairs"],
        identities=inputs.results["identities"],
        customers=inputs.results["customers"],
        results=inputs.results["customer_results"],
        parameters=inputs.parameters.identity.matching,
    )
    return {"identity_questions": asked}


def risk_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """What is expected to happen."""
    found = risk.score(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        customers=inputs.results["customers"],
        decisions=inputs.decisions,
        parameters=inputs.parameters,
    )
    return found.tables


def quality_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """How good the data are."""
    return {"data_quality": quality.measure(snapshot=inputs.snapshot, parameters=inputs.parameters.quality)}


def dossiers_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """Everything known, by customer."""
    return dossiers.compile_dossiers(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        reasons=inputs.results["identity_reasons"],
    )


def retention_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """Who stays."""
    found = retention.judge(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        parameters=inputs.parameters,
    )
    return {
        "renewal_occasions": found.occasions,
        "customer_renewals": found.customers,
        "retention_models": found.models,
        "price_responses": found.responses,
        "retention_curves": found.curves,
    }


def value_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """What each customer is worth from now on."""
    judged = ("term_risks", "customer_risks", "renewal_occasions")
    return value.appraise(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        customers=inputs.results["customers"],
        judged=value.Judged(*(inputs.results[name] for name in judged)),
        parameters=inputs.parameters,
    )


def facts_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """What segments are built from."""
    return {"customer_facts": facts.gather(results=inputs.results, as_of=inputs.snapshot.as_of)}


def segments_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """The grid of risk and value."""
    return segments.place(
        engine=inputs.engine,
        values=inputs.results["customer_values"],
        risks=inputs.results["customer_risks"],
        redirects=inputs.results["identity_redirects"],
        former=inputs.former_segments,
        parameters=inputs.parameters,
    )


def effects_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """What service changed."""
    return effects.measure(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        grace_days=inputs.parameters.retention.grace_days,
        names=inputs.parameters.service.catalogue_names,
    )


def service_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """The next service of each customer."""
    return service.plan(
        engine=inputs.engine, snapshot=inputs.snapshot, results=inputs.results, parameters=inputs.parameters
    )


def markets_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """Which groups of customers to win, and which to avoid."""
    return markets.develop(
        engine=inputs.engine,
        results=inputs.results,
        parameters=inputs.parameters,
        as_of=inputs.snapshot.as_of,
    )


def renewals_tables(inputs: Inputs) -> Mapping[str, ir.Table]:
    """What each renewal to come is offered."""
    return renewals.decide(
        engine=inputs.engine, snapshot=inputs.snapshot, results=inputs.results, parameters=inputs.parameters
    )
