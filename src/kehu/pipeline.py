"""The order of a run, written once.

Each stage says what it reads and what it writes; `check_order`, called at import, makes sure that nothing is read
before it is written and that every table has one writer. `runs.py` carries the order out.
"""

from __future__ import annotations

from kehu import stage_calls
from kehu.order import Stage, check_order
from kehu.tables import SOURCES
from kehu.tables.decisions import DECISIONS
from kehu.tables.dossiers import DOSSIERS
from kehu.tables.risks import RISKS
from kehu.tables.values import SEGMENTS, VALUES

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
        compute=stage_calls.identity_tables,
    ),
    Stage(
        "golden record",
        "choose what is held for true of each customer",
        reads=("parties", "identities"),
        writes=("customer_fields",),
        compute=stage_calls.fields_tables,
    ),
    Stage(
        "customers",
        "describe each customer",
        reads=("parties", "policies", "terms", "producers", "identities", "customer_fields"),
        writes=("customers",),
        compute=stage_calls.customers_tables,
    ),
    Stage(
        "accounts",
        "settle every customer's account by line, channel, branch and year",
        reads=("policies", "terms", "endorsements", "claims", "identities"),
        writes=("accounts",),
        compute=stage_calls.accounts_tables,
    ),
    Stage(
        "concentration",
        "rank the customers and draw the concentration of profit",
        reads=("accounts",),
        writes=("customer_results", "concentration"),
        compute=stage_calls.concentration_tables,
    ),
    Stage(
        "households",
        "find the customers who belong together",
        reads=("parties", "identities", "customers", "customer_results"),
        writes=("household_members",),
        compute=stage_calls.households_tables,
    ),
    Stage(
        "shared risks",
        "find the risks that members of a household share",
        reads=("insured_objects", "policies", "policy_roles", "terms", "identities", "household_members"),
        writes=("shared_risks",),
        compute=stage_calls.shared_risks_tables,
    ),
    Stage(
        "questions",
        "gather what people are asked about who is who",
        reads=("identity_pairs", "identities", "customers", "customer_results"),
        writes=("identity_questions",),
        compute=stage_calls.questions_tables,
    ),
    Stage(
        "retention",
        "judge who stays",
        reads=(
            *("policies", "terms", "renewal_offers", "parties", "claims", "interactions", "services", "surveys"),
            *("referrals", "identities"),
        ),
        writes=("renewal_occasions", "customer_renewals", "retention_models", "price_responses", "retention_curves"),
        compute=stage_calls.retention_tables,
    ),
    Stage(
        "dossiers",
        "file everything known under its customer",
        reads=(*(name for name in DOSSIERS if name in SOURCES), "identities", "identity_reasons"),
        writes=tuple(table.table_name for table in DOSSIERS.values()),
        compute=stage_calls.dossiers_tables,
    ),
    Stage(
        "risk",
        "fit the models of risk, score every term, grade the customers",
        reads=(
            *("policies", "terms", "endorsements", "parties", "claims", "claim_movements"),
            *("identities", "customers"),
        ),
        writes=tuple(table.table_name for table in RISKS),
        compute=stage_calls.risk_tables,
    ),
    Stage(
        "value",
        "work out what each customer is worth from now on",
        reads=(
            *("policies", "terms", "parties", "services", "referrals", "identities", "customers"),
            *("term_risks", "customer_risks", "renewal_occasions"),
        ),
        writes=tuple(table.table_name for table in VALUES),
        compute=stage_calls.value_tables,
    ),
    Stage(
        "segments",
        "place the customers in the grid of risk and value",
        reads=("customer_values", "customer_risks", "identity_redirects"),
        writes=tuple(table.table_name for table in SEGMENTS),
        compute=stage_calls.segments_tables,
    ),
    Stage(
        "renewals",
        "decide next year's book: one offer for each renewal",
        reads=(
            *("policies", "claims", "renewal_occasions", "policy_values", "term_risks", "customer_values"),
            "price_responses",
        ),
        writes=tuple(table.table_name for table in DECISIONS),
        compute=stage_calls.renewals_tables,
    ),
    Stage(
        "effects",
        "measure what service changed",
        reads=("terms", "policies", "parties", "services", "claims", "identities"),
        writes=("service_effects",),
        compute=stage_calls.effects_tables,
    ),
    Stage(
        "service",
        "plan the next service of each customer",
        reads=(
            *("policies", "claims", "services", "identities", "customers", "policy_values", "customer_values"),
            "service_effects",
        ),
        writes=("service_plans", "service_kinds", "service_branches"),
        compute=stage_calls.service_tables,
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
        compute=stage_calls.facts_tables,
    ),
    Stage(
        "markets",
        "find the groups of customers to win, and those to avoid",
        reads=("accounts", "customer_facts", "development_patterns", "line_risks", "purchase_rates", "term_risks"),
        writes=("market_groups", "market_channels"),
        compute=stage_calls.markets_tables,
    ),
    Stage(
        "quality",
        "score the data by branch and channel",
        reads=("parties", "policies"),
        writes=("data_quality",),
        compute=stage_calls.quality_tables,
    ),
)


check_order(PIPELINE)
