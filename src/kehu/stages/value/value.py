"""What each customer is worth from now on, why, and what retention is worth on this book.

Reads `policies`, `terms`, `parties`, `services`, `referrals` as of a date, identities, customers, `term_risks`,
`customer_risks` and `renewal_occasions`; gives the tables of `kehu.tables.values`.
A contract runs or has ended, so its value is a plain sum over the years in which it may still run, with the price left
as it is: simple models foretell the value of insurance customers as well as complex ones (Donkers, Verhoef and de Jong
2007). What customers brought so far is no part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from scipy.special import ndtri

from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.stages.value.customers import complete, lifetime
from kehu.stages.value.keeping import retention_profits
from kehu.stages.value.lines import line_values
from kehu.stages.value.policies import policy_values
from kehu.stages.value.potential import potential
from kehu.stages.value.purchases import YEAR, groups, purchase_rates
from kehu.stages.value.reasons import value_reasons
from kehu.stages.value.referrals import referral_values
from kehu.statistics.ranking import curve
from kehu.tables import Snapshot

MEASURES = ("coming_result", "lifetime_value", "future_value")


@dataclass(frozen=True)
class Judged:
    """What earlier stages say: of terms in force, of customers, of the renewals to come."""

    term_risks: ir.Table
    customer_risks: ir.Table
    occasions: ir.Table


def appraise(
    *,
    engine: Engine,
    snapshot: Snapshot,
    identities: ir.Table,
    customers: ir.Table,
    judged: Judged,
    parameters: Parameters,
) -> Mapping[str, ir.Table]:
    """The tables of the stage by name, as of the snapshot's date; covers without premium or renewal have no value."""
    risks = judged.customer_risks
    policies = engine.keep(
        policy_values(
            term_risks=judged.term_risks,
            occasions=judged.occasions,
            as_of=ibis.literal(snapshot.as_of),
            service_cost=_service_cost(snapshot, judged.term_risks, parameters),
            parameters=parameters,
        )
    )
    lines = engine.keep(line_values(policies=policies))
    rates = purchase_rates(snapshot=snapshot, identities=identities, customers=customers)
    members = engine.keep(groups(snapshot=snapshot, identities=identities, customers=customers, on=snapshot.as_of))
    worth = engine.keep(lifetime(policies=policies, records=risks, probability=parameters.record.probability))
    values = complete(
        values=worth,
        potential=potential(members=members, rates=rates, lines=lines, records=risks),
        referred=_referred(snapshot, identities, worth, share=parameters.valuation.referral_share),
        parameters=parameters,
    )
    return {"policy_values": policies, "line_values": lines, "purchase_rates": rates} | _told(
        policies, lines, engine.keep(values), risks, deviations=float(ndtri(0.5 + parameters.record.probability / 2))
    )


def _told(
    policies: ir.Table, lines: ir.Table, values: ir.Table, risks: ir.Table, *, deviations: float
) -> dict[str, ir.Table]:
    """What follows from the values: reasons, curves, points of retention."""
    return {
        "customer_values": values,
        "value_reasons": value_reasons(policies=policies, lines=lines, values=values),
        "value_curves": _curves(values),
        "retention_profits": retention_profits(policies=policies, records=risks, deviations=deviations),
    }


def _service_cost(snapshot: Snapshot, term_risks: ir.Table, parameters: Parameters) -> float:
    """Service cost of a customer and year: assumed, or what the services of the last year cost for each customer."""
    assumed = parameters.valuation.service_cost
    if assumed is not None:
        return assumed
    given = snapshot["services"]
    begun = ibis.literal(snapshot.as_of - YEAR)
    recent = given.filter((given.given_date > begun) & (given.given_date <= ibis.literal(snapshot.as_of)))
    spent = float(recent.cost.sum().to_pyarrow().as_py() or 0)
    customers = term_risks.customer_id.nunique().to_pyarrow().as_py()
    return spent / customers if customers else 0.0


def _referred(snapshot: Snapshot, identities: ir.Table, values: ir.Table, *, share: float) -> ir.Table:
    """Referral values of all customers: 0 for those without a record, empty for all where the book has none."""
    found = referral_values(referrals=snapshot["referrals"], identities=identities, values=values, share=share)
    if not snapshot["referrals"].count().to_pyarrow().as_py():
        return found
    every = values.select("customer_id").left_join(found, "customer_id").drop("customer_id_right")
    return every.fill_null({"referred_count": 0, "referral": 0.0})


def _curves(values: ir.Table) -> ir.Table:
    """The curves of every measure, of customers that have a value."""
    valued = values.filter(values.future_value.notnull())
    return ibis.union(*(curve(valued, measure=measure) for measure in MEASURES)).order_by("measure", "customer_share")
