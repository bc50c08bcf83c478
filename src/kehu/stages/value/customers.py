"""What each customer is worth: the values of the covers together, their interval, potential and referrals, the tier.

Reads `policy_values`, customers' records, potential and referral values; gives the table `customer_values`.
The interval is that of the expectation, by first derivatives: the value is linear in the record factor, and moves with
the log odds of renewal. Covers of one line share a renewal model and all share the customer's record, so their errors
add up within the line, or within the customer; errors of different kinds are taken as independent.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from scipy.special import ndtri

from kehu.parameters import Parameters
from kehu.stages.value.policies import NORMAL_95
from kehu.statistics.apportionment import from_cents, in_cents
from kehu.statistics.ranking import class_of
from kehu.tables.values import CustomerValues

SUMS = ("annual_premium", "coming_result", "lifetime_value")


def lifetime(*, policies: ir.Table, records: ir.Table, probability: float) -> ir.Table:
    """One row a customer with cover in force: counts of covers, sums in currency, bounds of the lifetime value.

    `records` has the bounds of the record factor at that probability. Sums are empty without a cover that has a value.
    """
    sums = _sums(policies)
    told = sums.left_join(records.select("customer_id", "record_factor", "record_lower", "record_upper"), "customer_id")
    spread = (told.record_upper - told.record_lower) / (2 * float(ndtri(0.5 + probability / 2)))
    doubt = (spread / told.record_factor.nullif(0)).fill_null(0.0) * told.record_effect
    beside = in_cents(NORMAL_95 * (told.renewal_variance + doubt * doubt).sqrt())
    value = in_cents(told.lifetime_value)
    bounds = {"value_lower": from_cents(value - beside), "value_upper": from_cents(value + beside)}
    return told.mutate(**bounds).drop("customer_id_right", "renewal_variance", "record_effect")


def complete(*, values: ir.Table, potential: ir.Table, referred: ir.Table, parameters: Parameters) -> ir.Table:
    """Lifetime values with potential, referrals, rank and tier: the columns of `CustomerValues`.

    `referred` is empty where the book has no records. A tier takes the first ceil(share × customers) ranks that those
    before it leave; customers without a value have no rank.
    """
    both = values.left_join(potential, "customer_id").drop("customer_id_right")
    joined = both.left_join(referred, "customer_id").drop("customer_id_right")
    worth = in_cents(joined.lifetime_value) + in_cents(joined.potential.fill_null(0.0))
    # Customers without a value come last of those that have one, so the window counts who has.
    count = worth.count().as_scalar()
    ranked = joined.mutate(
        future_value=from_cents(worth),
        potential_value=from_cents(in_cents(joined.potential)),
        referral_value=from_cents(in_cents(joined.referral)),
        has_value=worth.notnull(),
        valued_count=count,
    )
    order = [ibis.desc(ranked.has_value), ibis.desc(ranked.future_value), ranked.customer_id]
    placed = ranked.mutate(place=1 + ibis.row_number().over(order_by=order))
    cuts = [(tier.name, tier.share) for tier in parameters.future_value_tiers]
    return placed.mutate(
        rank=ibis.ifelse(placed.has_value, placed.place, ibis.null("int64")),
        tier=ibis.ifelse(placed.has_value, class_of(placed.place, placed.valued_count, cuts=cuts), ibis.null("string")),
    ).select(*CustomerValues.columns)


def _sums(policies: ir.Table) -> ir.Table:
    """Sums by customer, by way of customer and line, where errors of renewal add up."""
    has_value = policies.lifetime_value.notnull()
    of_lines = policies.group_by("customer_id", "line").agg(
        valued=has_value.sum(),
        unvalued=(~has_value).sum(),
        error=(policies.renewal_effect * policies.renewal_deviation).sum().fill_null(0.0),
        record_effect=policies.record_effect.sum(where=has_value).fill_null(0.0),
        **{name: in_cents(policies[name]).sum(where=has_value) for name in SUMS},
    )
    sums = of_lines.group_by("customer_id").agg(
        policies_valued=of_lines.valued.sum().cast("int64"),
        policies_unvalued=of_lines.unvalued.sum().cast("int64"),
        renewal_variance=(of_lines.error * of_lines.error).sum(),
        record_effect=of_lines.record_effect.sum(),
        **{name: of_lines[name].sum().cast("int64") for name in SUMS},
    )
    return sums.mutate(**{name: from_cents(sums[name]) for name in SUMS})
