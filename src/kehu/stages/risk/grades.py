"""Risk of customers: their own record, the coming year of all their terms in force, and the grade.

Reads scored terms, the policies' records and the lines' averages; gives one row a customer.
The index sets a customer's expected cost against the book's average for as many terms of the same lines, so that
somebody with three covers is no worse for having three; grades are cuts of the index.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
from scipy.special import ndtri

from kehu.assumptions import Grade
from kehu.stages.risk.record import Believed
from kehu.statistics.apportionment import from_cents, in_cents


def customer_risks(
    *,
    customers: ir.Table,
    terms: ir.Table,
    policies: ir.Table,
    believed: Believed,
    averages: ir.Table,
    grades: Sequence[Grade],
    probability: float,
) -> ir.Table:
    """One row a customer, with or without a term in force; columns are those of `CustomerRisks`."""
    records = _records(policies, terms, believed=believed, probability=probability)
    held = _held(terms, averages)
    every = customers.select("customer_id").left_join(records, "customer_id").drop("customer_id_right")
    whole = every.left_join(held, "customer_id").drop("customer_id_right")
    new = dict.fromkeys(("claim_count", "expected_claims", "credibility"), 0.0) | {"record_factor": 1.0}
    known = whole.fill_null({**new, "terms_in_force": 0, "expected_cost": 0.0})
    premium, price = known.priced_premium, known.priced_price
    return known.mutate(
        technical_price=from_cents(known.price.fill_null(0)),
        annual_premium=from_cents(premium.fill_null(0)),
        adequacy=ibis.ifelse(price > 0, premium / price, ibis.null("float64")),
        grade=graded(known.risk_index, grades=grades),
    )


def graded(index: ir.FloatingValue, *, grades: Sequence[Grade]) -> ir.StringValue:
    """The first grade whose cut lies above an index; empty without one.

    >>> cuts = [Grade(name="A", below=0.8), Grade(name="B")]
    >>> [graded(ibis.literal(index), grades=cuts).to_pyarrow().as_py() for index in (0.5, 0.8)]
    ['A', 'B']
    """
    branches = [(index < each.below, ibis.literal(each.name)) for each in grades if each.below is not None]
    worst = ibis.literal(grades[-1].name)
    found = ibis.cases(*branches, else_=worst) if branches else worst
    return ibis.ifelse(index.isnull(), ibis.null("string"), found)


def _held(terms: ir.Table, averages: ir.Table) -> ir.Table:
    """Terms in force by customer: cost, price and premium (cents), and the index."""
    usual = averages.select(usual_line="line", usual_cost="average_cost")
    beside = terms.left_join(usual, terms.line == usual.usual_line)
    has_premium = beside.annual_premium.notnull()
    price, premium = in_cents(beside.technical_price), in_cents(beside.annual_premium)
    sums = beside.group_by("customer_id").agg(
        terms_in_force=beside.count(),
        expected_cost=beside.expected_cost.sum(),
        usual_cost=beside.usual_cost.sum(),
        price=price.sum().cast("int64"),
        priced_price=price.sum(where=has_premium).cast("int64"),
        priced_premium=premium.sum(where=has_premium).cast("int64"),
    )
    return sums.mutate(risk_index=sums.expected_cost / sums.usual_cost.nullif(0)).drop("usual_cost")


def _records(policies: ir.Table, terms: ir.Table, *, believed: Believed, probability: float) -> ir.Table:
    """The record of each customer: that of the terms in force, each by its cost, or of all policies without one.

    The factor is the mean Σ ω (1 + shared + own) over its policies; given the record its variance is on average
    v = doubt (Σ ω/d)² + Σ ω² own / d, and without one shared + own Σ ω²; credibility is the part that the record
    takes away. Given this record it is v × factor, as the gamma law has it, whose bounds are given (by Wilson and
    Hilferty's cube root, 1931).
    """
    own, shared = believed.variances.between_members, believed.variances.between_groups
    held = terms.group_by("policy_id").agg(weight=terms.rated_cost.sum())
    joined = policies.left_join(held, "policy_id").drop("policy_id_right")
    customer = ibis.window(group_by="customer_id")
    weighed = joined.mutate(weight=joined.weight.fill_null(0.0))
    weighed = weighed.mutate(
        all_weight=weighed.weight.sum().over(customer), all_expected=weighed.expected.sum().over(customer)
    )
    by_record = ibis.ifelse(
        weighed.all_expected > 0, weighed.expected / weighed.all_expected, 1 / weighed.count().over(customer)
    )
    parted = weighed.mutate(part=ibis.ifelse(weighed.all_weight > 0, weighed.weight / weighed.all_weight, by_record))
    sums = parted.group_by("customer_id").agg(
        claim_count=parted.observed.sum(),
        expected_claims=parted.expected.sum(),
        record_factor=(parted.part * parted.record_factor).sum(),
        reach=(parted.part / parted.damping).sum(),
        noise=(parted.part * parted.part * own / parted.damping).sum(),
        squares=(parted.part * parted.part).sum(),
        doubt=parted.shared_doubt.max(),
    )
    variance = sums.doubt * sums.reach * sums.reach + sums.noise
    before = shared + own * sums.squares
    told = sums.mutate(credibility=ibis.ifelse(before > 0, 1 - variance / before, 0.0), variance=variance)
    beside = float(ndtri(0.5 + probability / 2))
    bounds = {
        f"record_{side}": _bound(told.record_factor, told.variance * told.record_factor, sign * beside)
        for side, sign in (("lower", -1), ("upper", 1))
    }
    return told.mutate(**bounds).drop("reach", "noise", "squares", "doubt", "variance")


def _bound(mean: ir.FloatingValue, variance: ir.FloatingValue, deviations: float) -> ir.FloatingValue:
    """A quantile of the gamma law of a mean and variance, by the cube root that is nearly normal."""
    spread = variance / (mean * mean) / 9
    root = ibis.greatest(1 - spread + deviations * spread.sqrt(), 0.0)
    return mean * root * root * root
