"""Whether each customer stays: the renewals of all policies together, by line and in all.

Reads renewal occasions with their probabilities; gives the table `customer_renewals`.
Means are weighed by premium, because that is what is at stake; where no premium is known policies count alike. That one
renews or all do is worked out as if each policy decided by itself, which is the plain reading of separate odds.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.stages.retention.scoring import YEARS

ALL = "all"
LEAST = 1e-12  # a probability's distance from 0 and 1, where logs end


def of_customers(*, occasions: ir.Table) -> ir.Table:
    """One row a customer and line, and one a customer for `all` lines; see `CustomerRenewals`."""
    judged = occasions.filter(occasions.renewal_probability.notnull())
    return ibis.union(_summed(judged), _summed(judged.mutate(line=ibis.literal(ALL))))


def _summed(rows: ir.Table) -> ir.Table:
    comes = (rows.renewal_probability * rows.reach_probability).clip(LEAST, 1 - LEAST)
    weight = rows.premium.cast("float64").fill_null(0.0) + LEAST
    weighed = rows.mutate(weight=weight, stays=comes.ln(), goes=(1 - comes).ln())
    means = {f"survival_{year}": _mean(weighed, f"survival_{year}") for year in YEARS}
    return weighed.group_by("customer_id", "line").agg(
        policy_count=weighed.policy_id.nunique(),
        premium=weighed.premium.sum(),
        next_renewal_date=weighed.renewal_date.min(),
        renewal_probability=_mean(weighed, "renewal_probability"),
        any_probability=1 - weighed.goes.sum().exp(),
        all_probability=weighed.stays.sum().exp(),
        **means,
    )


def _mean(weighed: ir.Table, name: str) -> ir.FloatingScalar:
    return (weighed[name] * weighed.weight).sum() / weighed.weight.sum()
