"""What each service is believed to change on each line: measured where it can be, assumed where not.

Reads the catalogue and the table `service_effects`; gives `Belief` by service and line.
Only a comparison with those held out at random counts as measured, and only with enough of them. It is drawn to the
assumption of the catalogue as far as it is unsure, each weighed by its precision.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kehu.service_assumptions import Service, ServiceKind
from kehu.statistics.slopes import Slope, with_prior

MEASURED, ASSUMED = "measured", "assumed"


@dataclass(frozen=True)
class Belief:
    """What a service changes on a line: log odds of renewal, factor on claims, and whether each is measured."""

    stays: float
    claims_factor: float
    renewal_told: str
    claims_told: str


def beliefs(
    lines: Iterable[str], effects: Iterable[Mapping[str, Any]], *, parameters: Service
) -> dict[tuple[str, str], Belief]:
    """The belief of each service of the catalogue on each of the lines."""
    told = {
        (row["kind"], row["line"], row["measure"]): Slope(row["believed"], row["believed_error"])
        for row in effects
        if row["basis"] == "held_out" and row["other_count"] >= parameters.least_measured
    }
    return {(kind.name, line): _belief(kind, line, told) for line in lines for kind in parameters.catalogue}


def _belief(kind: ServiceKind, line: str, told: Mapping[tuple[str, str, str], Slope]) -> Belief:
    priors = {"renewal": kind.stays, "claims": math.log(kind.claims_factor)}
    found: dict[str, float] = dict(priors)
    for measure, prior in priors.items():
        seen = told.get((kind.name, line, measure))
        if seen is not None:
            found[measure] = with_prior(seen, Slope(prior, kind.doubt)).value
    basis = {measure: MEASURED if (kind.name, line, measure) in told else ASSUMED for measure in priors}
    return Belief(found["renewal"], math.exp(found["claims"]), basis["renewal"], basis["claims"])
