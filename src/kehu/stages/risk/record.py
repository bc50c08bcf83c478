"""The customer's own record: what the claims of the past say of the coming year, over all lines and years.

Reads what was observed and expected of every term so far; gives the strength of the book's records, and for each
policy and each customer the factor that its record earns.
Counts are gamma-Poisson: the strength is that of largest likelihood over policies, years given those before, with the
decay that foretold best. What policies of one customer share is told from products within customers (Jewell), so that
the record of one vehicle counts for a fleet, and that of the fleet for a vehicle. With one policy it is Bühlmann's
factor (a + N) / (a + L).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np

from kehu.assumptions import Record
from kehu.engines import Engine
from kehu.stages.risk.factors import YEARS_AGO
from kehu.stages.risk.lines import PARTS, part_of
from kehu.statistics.credibility import two_level
from kehu.statistics.credibility.decay import Trial, trials
from kehu.statistics.credibility.strength import Strength
from kehu.statistics.credibility.two_level import Variances

FEW = "too few claims: the strength is assumed"
OWN = "the book's own"


@dataclass(frozen=True)
class Believed:
    """How far records are believed: strength with its interval, decay, variances shared and own, and why so."""

    strength: Strength
    decay: float
    variances: Variances
    claims: float
    reason: str


def believe(*, told: ir.Table, engine: Engine, parameters: Record) -> Believed:
    """The strength, the decay and the variances that the book's own records tell.

    A book with too few claims takes the assumed strength, all of it the customer's.
    """
    claims = float(told.observed.sum().to_pyarrow().as_py() or 0)
    if claims < parameters.least_claims:
        assumed = Strength(parameters.prior_strength, np.inf, 0.0, np.inf, 0.0)
        return Believed(assumed, max(parameters.decays), Variances(assumed.heterogeneity, 0.0), claims, FEW)
    trial = _trial(told, engine=engine, parameters=parameters)
    members = engine.keep(_members(told, decay=1.0))
    split = two_level.variances(members)
    engine.discard(members)
    both = split.between_groups + split.between_members
    shared = split.between_groups / both if both > 0 else 1.0
    whole = trial.strength.heterogeneity
    return Believed(trial.strength, trial.decay, Variances(whole * shared, whole * (1 - shared)), claims, OWN)


def policies(*, told: ir.Table, believed: Believed) -> ir.Table:
    """One row a policy, with what its own record and that of the customer's other policies make of it.

    Columns: customer_id, policy_id, observed, expected (decayed), damping, shared_effect, shared_doubt, own_effect,
    record_factor. The variance of a policy's level, given the record, is own / damping + shared_doubt / damping².
    """
    members = _members(told, decay=believed.decay)
    own, shared = believed.variances.between_members, believed.variances.between_groups
    known = two_level.effects(members, variances=believed.variances)
    damping = 1 + own * known.expected
    precision = (known.expected / damping).sum().over(ibis.window(group_by="group"))
    return known.select(
        customer_id="group",
        policy_id="member",
        observed="observed",
        expected="expected",
        damping=damping,
        shared_effect="group_effect",
        shared_doubt=shared / (1 + shared * precision),
        own_effect="member_effect",
        record_factor=ibis.greatest(known.factor, LEAST),
    )


LEAST = 0.05  # linear Bayes is no law of levels: with many policies a factor could fall below nothing


def _members(told: ir.Table, *, decay: float) -> ir.Table:
    weight = ibis.literal(float(decay)) ** (told[YEARS_AGO] + 1) if decay < 1 else ibis.literal(1.0)
    return told.group_by(group=told.customer_id, member=told.policy_id).agg(
        observed=(told.observed * weight).sum(), expected=(told.expected * weight).sum()
    )


def _trial(told: ir.Table, *, engine: Engine, parameters: Record) -> Trial:
    """The best decay with its strength, judged on the last two years that have others before them."""
    count = told.policy_id.nunique().to_pyarrow().as_py()
    share = min(1.0, parameters.most_policies / max(1, count))
    asked = told.filter(part_of(told.policy_id) < int(PARTS * share)) if share < 1 else told
    years = asked.select(
        subject="policy_id", period=-asked[YEARS_AGO], observed=asked.observed, expected=asked.expected
    )
    held = engine.keep(years.filter(years.expected > 0))
    periods = sorted(held.select("period").distinct().to_pyarrow()["period"].to_pylist())
    judged = periods[1:][-2:]
    decays = parameters.decays if judged else (max(parameters.decays),)
    tried = trials(held, decays=decays, judged=judged, probability=parameters.probability)
    engine.discard(held)
    return slowest(tried)


def slowest(tried: Sequence[Trial]) -> Trial:
    """The slowest decay that the data do not refute: forgetting has to be shown, for it throws claims away."""
    best = max(trial.score for trial in tried)
    return max((trial for trial in tried if trial.score >= best - REFUTED), key=lambda trial: trial.decay)


REFUTED = 1.92  # of log likelihood: half the quantile at 95 % of chi-square with one degree of freedom
