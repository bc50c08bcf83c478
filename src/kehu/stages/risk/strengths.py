"""The strength of records as rows: of the whole book, and of each line alone.

Reads what was told and expected of terms, and what was estimated; gives rows of `RecordStrengths` and numbers by line.
A line's own strength is shown beside the book's, so that a reader sees whether one record for all lines is fair.
"""

from __future__ import annotations

import math

import ibis.expr.types as ir

from kehu.assumptions import Record
from kehu.stages.risk.printed import as_table
from kehu.stages.risk.record import Believed
from kehu.statistics.credibility.outcomes import classes, gathered
from kehu.statistics.credibility.strength import Strength, estimate
from kehu.tables.risks import RecordStrengths


def of_line(told: ir.Table, *, parameters: Record) -> Strength | None:
    """The strength of a line's policies alone; None for one with too few claims."""
    subjects = told.group_by("policy_id").agg(observed=told.observed.sum(), expected=told.expected.sum())
    counted = gathered(classes(subjects.filter(subjects.expected > 0)).to_pyarrow())
    if counted.observed @ counted.subjects < parameters.least_claims:
        return None
    return estimate(counted, probability=parameters.probability)


def as_rows(believed: Believed) -> ir.Table:
    """The whole book's strength as a table."""
    found = believed.strength
    row = {
        "record": "all lines",
        "strength": finite(found.strength),
        "lower": finite(found.lower),
        "upper": finite(found.upper),
        "decay": believed.decay,
        "customer_variance": believed.variances.between_groups,
        "policy_variance": believed.variances.between_members,
        "claim_count": believed.claims,
        "reason": believed.reason,
    }
    return as_table([row], RecordStrengths)


def finite(number: float) -> float | None:
    """A number, or nothing for one without bound: files and pages know no infinity."""
    return number if math.isfinite(number) else None
