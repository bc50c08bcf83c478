"""Everything known of a customer in one row, for segments to be built from.

Reads the customers, their accounts, risk, renewals, value and place, and the dossiers; writes `customer_facts`. What
people build from it is asked of one narrow file, whatever the fact, so that a count is there while one types.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from kehu.statistics.years import complete_years
from kehu.tables.facts import CustomerFacts

DAYS = 365
ALL_LINES = "all"
Tables = Mapping[str, ir.Table]


def gather(*, results: Tables, as_of: datetime.date) -> ir.Table:
    """One row a customer in the columns of `CustomerFacts`, as of the run's date."""
    today = ibis.literal(as_of)
    customers = results["customers"].mutate(
        customer_years=complete_years(results["customers"].customer_since_date, today),
        lines=ibis.literal(",") + results["customers"].lines.fill_null("") + ",",
    )
    parts = (
        _of_person(results["dossier_parties"], today),
        _account(results["customer_results"]),
        _year(results["accounts"], as_of.year),
        _claims(results["dossier_claims"]),
        _risk(results["customer_risks"]),
        _staying(results["customer_renewals"]),
        _value(results["customer_values"]),
        _place(results["customer_segments"]),
        _contacts(results["dossier_interactions"], today),
        _services(results["dossier_services"], today),
        _surveys(results["dossier_surveys"]),
    )
    joined = customers
    for part in parts:
        joined = joined.left_join(part, "customer_id").drop("customer_id_right")
    counted = joined.fill_null(dict.fromkeys(("contacts_last_year", "services_last_year", "open_claims"), 0))
    return counted.cast(CustomerFacts.datatypes()).select(*CustomerFacts.columns)


def _of_person(records: ir.Table, today: ir.DateScalar) -> ir.Table:
    """What the newest record that says it says."""
    newest = [ibis.desc("known_date"), "party_id"]
    told = records.group_by("customer_id").agg(
        birth_date=records.birth_date.first(where=records.birth_date.notnull(), order_by=newest),
        gender=records.gender.first(where=records.gender.notnull(), order_by=newest),
        region=records.region.first(where=records.region.notnull(), order_by=newest),
        industry=records.industry.first(where=records.industry.notnull(), order_by=newest),
        has_phone=records.phone.notnull().any(),
    )
    return told.mutate(age_years=complete_years(told.birth_date, today)).drop("birth_date")


def _account(results: ir.Table) -> ir.Table:
    premium = results.earned_premium.cast("float64")
    ratio = ibis.ifelse(premium > 0, results.incurred.cast("float64") / premium, ibis.null("float64"))
    names = ("earned_premium", "claim_count", "incurred", "result")
    return results.select("customer_id", *names, loss_ratio=ratio, result_tier="tier")


def _year(accounts: ir.Table, year: int) -> ir.Table:
    own = accounts.filter(accounts.year == year)
    sums = {f"year_{name}": own[name].sum() for name in ("earned_premium", "claim_count", "incurred", "result")}
    return own.group_by("customer_id").agg(**sums)


def _claims(claims: ir.Table) -> ir.Table:
    is_open = claims.closed_date.isnull().cast("int64")
    return claims.group_by("customer_id").agg(last_claim_date=claims.occurred_date.max(), open_claims=is_open.sum())


def _risk(risks: ir.Table) -> ir.Table:
    names = ("grade", "risk_index", "expected_cost", "technical_price", "annual_premium", "adequacy", "record_factor")
    return risks.select("customer_id", *names, "credibility")


def _staying(renewals: ir.Table) -> ir.Table:
    """The probabilities of all lines together."""
    together = renewals.filter(renewals.line == ALL_LINES)
    return together.select("customer_id", "renewal_probability", "all_probability")


def _value(values: ir.Table) -> ir.Table:
    names = ("lifetime_value", "potential_value", "future_value", "coming_result", "referral_value", "referred_count")
    return values.select("customer_id", *names)


def _place(places: ir.Table) -> ir.Table:
    names = ("strategy", "former_grade", "former_tier", "is_newcomer")
    return places.select("customer_id", *names, value_tier=places.tier.nullif("none"))


def _contacts(interactions: ir.Table, today: ir.DateScalar) -> ir.Table:
    recent = (today.delta(interactions.occurred_date, unit="day") < DAYS).cast("int64")
    return interactions.group_by("customer_id").agg(
        last_contact_date=interactions.occurred_date.max(), contacts_last_year=recent.sum()
    )


def _services(services: ir.Table, today: ir.DateScalar) -> ir.Table:
    """Services given; those held out to measure their effect were not."""
    given = services.filter(services.given_date.notnull() & ~services.is_held_out.fill_null(False))
    recent = (today.delta(given.given_date, unit="day") < DAYS).cast("int64")
    return given.group_by("customer_id").agg(last_service_date=given.given_date.max(), services_last_year=recent.sum())


def _surveys(surveys: ir.Table) -> ir.Table:
    answered = surveys.filter(surveys.score.notnull() & surveys.answered_date.notnull())
    order = [ibis.desc("answered_date"), "survey_id"]
    return answered.group_by("customer_id").agg(last_survey_score=answered.score.first(order_by=order))
