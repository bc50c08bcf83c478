"""What each service is believed to change on each line: measured where it can be, assumed where not.

Reads the catalogue and the table `service_effects`; gives `Belief` by service and line.
Only a comparison with those held out at random counts as measured, and only with enough of them. It is drawn to the
assumption of the catalogue as far as it is unsure, each weighed by its precision; it is the service's own, not the one
drawn to all services, whose chance would count once for each of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kehu.service_assumptions import Service, ServiceKind
from kehu.statistics.intervals import NORMAL_95
from kehu.statistics.slopes import Slope, with_prior

MEASURED, ASSUMED = "measured", "assumed"


@dataclass(frozen=True)
class Belief:
    """What a service changes on a line: log odds of renewal, factor on claims, and whether each is measured.

    The errors are standard errors, that of the factor of its logarithm.
    """

    stays: float
    claims_factor: float
    renewal_told: str
    claims_told: str
    stays_error: float
    claims_error: float


def beliefs(
    lines: Iterable[str], effects: Iterable[Mapping[str, Any]], *, parameters: Service
) -> dict[tuple[str, str], Belief]:
    """The belief of each service of the catalogue on each of the lines."""
    told = {
        (row["kind"], row["line"], row["measure"]): _own(row)
        for row in effects
        if row["basis"] == "held_out" and row["other_count"] >= parameters.least_measured
    }
    return {(kind.name, line): _belief(kind, line, told) for line in lines for kind in parameters.catalogue}


def _belief(kind: ServiceKind, line: str, told: Mapping[tuple[str, str, str], Slope]) -> Belief:
    priors = {"renewal": kind.stays, "claims": math.log(kind.claims_factor)}
    found, basis = dict[str, Slope](), dict[str, str]()
    for measure, prior in priors.items():
        seen, assumed = told.get((kind.name, line, measure)), Slope(prior, kind.doubt)
        found[measure] = assumed if seen is None else with_prior(seen, assumed)
        basis[measure] = ASSUMED if seen is None else MEASURED
    stays, claims = found["renewal"], found["claims"]
    told_by = (basis["renewal"], basis["claims"])
    return Belief(stays.value, math.exp(claims.value), *told_by, stays.error, claims.error)


def _own(row: Mapping[str, Any]) -> Slope:
    """The service's own measurement, with the standard error that its bounds stand for."""
    return Slope(row["effect"], (row["upper"] - row["lower"]) / (2 * NORMAL_95))
