"""The order of a run, written once.

Each stage says what it reads and what it writes; `check_order`, called at import, makes sure that nothing is read
before it is written and that every table has one writer. `runs.py` carries the order out.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis.expr.types as ir

from kehu.order import Inputs, Stage, check_order
from kehu.stages import (
    accounts,
    concentration,
    dossiers,
    facts,
    golden_record,
    households,
    identity,
    quality,
    questions,
    retention,
    risk,
    segments,
    value,
)
from kehu.tables import SOURCES
from kehu.tables.dossiers import DOSSIERS
from kehu.tables.risks import RISKS
from kehu.tables.values import SEGMENTS, VALUES


def _identity(inputs: Inputs) -> Mapping[str, ir.Table]:
    found = identity.resolve(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        parameters=inputs.parameters.identity,
        former=inputs.former,
        decisions=inputs.decisions.of_identity(as_of=inputs.snapshot.as_of),
    )
    return found.tables


def _fields(inputs: Inputs) -> Mapping[str, ir.Table]:
    fields = golden_record.gather(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        corrections=inputs.decisions.of_fields(as_of=inputs.snapshot.as_of),
    )
    return {"customer_fields": fields}


def _customers(inputs: Inputs) -> Mapping[str, ir.Table]:
    described = identity.describe(
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        fields=inputs.results["customer_fields"],
    )
    return {"customers": described}


def _accounts(inputs: Inputs) -> Mapping[str, ir.Table]:
    settled = accounts.settle(
        snapshot=inputs.snapshot, identities=inputs.results["identities"], parameters=inputs.parameters
    )
    return {"accounts": settled}


def _concentration(inputs: Inputs) -> Mapping[str, ir.Table]:
    ranked = concentration.rank(accounts=inputs.results["accounts"], parameters=inputs.parameters)
    return {"customer_results": ranked, "concentration": concentration.curve(results=inputs.engine.keep(ranked))}


def _households(inputs: Inputs) -> Mapping[str, ir.Table]:
    members = households.gather(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        customers=inputs.results["customers"],
        results=inputs.results["customer_results"],
        largest_household=inputs.parameters.identity.largest_household,
    )
    return {"household_members": members}


def _questions(inputs: Inputs) -> Mapping[str, ir.Table]:
    asked = questions.ask(
        pairs=inputs.results["identity_pairs"],
        identities=inputs.results["identities"],
        customers=inputs.results["customers"],
        results=inputs.results["customer_results"],
        parameters=inputs.parameters.identity.matching,
    )
    return {"identity_questions": asked}


def _risk(inputs: Inputs) -> Mapping[str, ir.Table]:
    found = risk.score(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        customers=inputs.results["customers"],
        decisions=inputs.decisions,
        parameters=inputs.parameters,
    )
    return found.tables


def _quality(inputs: Inputs) -> Mapping[str, ir.Table]:
    return {"data_quality": quality.measure(snapshot=inputs.snapshot, parameters=inputs.parameters.quality)}


def _dossiers(inputs: Inputs) -> Mapping[str, ir.Table]:
    return dossiers.compile_dossiers(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        reasons=inputs.results["identity_reasons"],
    )


def _retention(inputs: Inputs) -> Mapping[str, ir.Table]:
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


def _value(inputs: Inputs) -> Mapping[str, ir.Table]:
    judged = ("term_risks", "customer_risks", "renewal_occasions")
    return value.appraise(
        engine=inputs.engine,
        snapshot=inputs.snapshot,
        identities=inputs.results["identities"],
        customers=inputs.results["customers"],
        judged=value.Judged(*(inputs.results[name] for name in judged)),
        parameters=inputs.parameters,
    )


def _facts(inputs: Inputs) -> Mapping[str, ir.Table]:
    return {"customer_facts": facts.gather(results=inputs.results, as_of=inputs.snapshot.as_of)}


def _segments(inputs: Inputs) -> Mapping[str, ir.Table]:
    return segments.place(
        engine=inputs.engine,
        values=inputs.results["customer_values"],
        risks=inputs.results["customer_risks"],
        redirects=inputs.results["identity_redirects"],
        former=inputs.former_segments,
        parameters=inputs.parameters,
    )


PIPELINE = (
    Stage(
        "identity",
        "find the customers behind the party records",
        reads=("parties",),
        writes=(
            "identities",
            "identity_reasons",
            "identity_redirects",
            "hot_values",
            "identity_pairs",
            "identity_levels",
            "identity_steps",
            "identity_founders",
            "identity_models",
            "identity_scores",
            "identity_records",
        ),
        compute=_identity,
    ),
    Stage(
        "golden record",
        "choose what is held for true of each customer",
        reads=("parties", "identities"),
        writes=("customer_fields",),
        compute=_fields,
    ),
    Stage(
        "customers",
        "describe each customer",
        reads=("parties", "policies", "terms", "producers", "identities", "customer_fields"),
        writes=("customers",),
        compute=_customers,
    ),
    Stage(
        "accounts",
        "settle every customer's account by line, channel, branch and year",
        reads=("policies", "terms", "endorsements", "claims", "identities"),
        writes=("accounts",),
        compute=_accounts,
    ),
    Stage(
        "concentration",
        "rank the customers and draw the concentration of profit",
        reads=("accounts",),
        writes=("customer_results", "concentration"),
        compute=_concentration,
    ),
    Stage(
        "households",
        "find the customers who belong together",
        reads=("parties", "identities", "customers", "customer_results"),
        writes=("household_members",),
        compute=_households,
    ),
    Stage(
        "questions",
        "gather what people are asked about who is who",
        reads=("identity_pairs", "identities", "customers", "customer_results"),
        writes=("identity_questions",),
        compute=_questions,
    ),
    Stage(
        "retention",
        "judge who stays",
        reads=(
            *("policies", "terms", "renewal_offers", "parties", "claims", "interactions", "services", "surveys"),
            *("referrals", "identities"),
        ),
        writes=("renewal_occasions", "customer_renewals", "retention_models", "price_responses", "retention_curves"),
        compute=_retention,
    ),
    Stage(
        "dossiers",
        "file everything known under its customer",
        reads=(*(name for name in DOSSIERS if name in SOURCES), "identities", "identity_reasons"),
        writes=tuple(table.table_name for table in DOSSIERS.values()),
        compute=_dossiers,
    ),
    Stage(
        "risk",
        "fit the models of risk, score every term, grade the customers",
        reads=(
            *("policies", "terms", "endorsements", "parties", "claims", "claim_movements"),
            *("identities", "customers"),
        ),
        writes=tuple(table.table_name for table in RISKS),
        compute=_risk,
    ),
    Stage(
        "value",
        "work out what each customer is worth from now on",
        reads=(
            *("policies", "terms", "parties", "services", "referrals", "identities", "customers"),
            *("term_risks", "customer_risks", "renewal_occasions"),
        ),
        writes=tuple(table.table_name for table in VALUES),
        compute=_value,
    ),
    Stage(
        "segments",
        "place the customers in the grid of risk and value",
        reads=("customer_values", "customer_risks", "identity_redirects"),
        writes=tuple(table.table_name for table in SEGMENTS),
        compute=_segments,
    ),
    Stage(
        "facts",
        "gather what segments are built from",
        reads=(
            *("customers", "customer_results", "accounts", "customer_risks", "customer_renewals", "customer_values"),
            *("customer_segments", "dossier_parties", "dossier_claims", "dossier_interactions", "dossier_services"),
            "dossier_surveys",
        ),
        writes=("customer_facts",),
        compute=_facts,
    ),
    Stage(
        "quality",
        "score the data by branch and channel",
        reads=("parties", "policies"),
        writes=("data_quality",),
        compute=_quality,
    ),
)


check_order(PIPELINE)
