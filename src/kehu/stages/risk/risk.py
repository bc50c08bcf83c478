"""What a risk model is fitted on: exposure and claims of the book, developed to their ultimate and capped.

Reads `policies`, `terms`, `parties`, `claims`, `claim_movements` as of a date, and identities; gives a `Basis`.
What several expressions need is held in the engine, so that it is computed once.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.stages.risk.capping import caps, with_capped_amounts
from kehu.stages.risk.controls import Control, balance
from kehu.stages.risk.development import develop, with_developed_amounts, with_developed_exposure
from kehu.stages.risk.exposure import exposure
from kehu.stages.risk.losses import claims_known
from kehu.stages.risk.tellings import counted_when_over, told_when_over
from kehu.tables import Snapshot


@dataclass(frozen=True)
class Basis:
    """Exposure rows, claims, each line's development and caps, and the controls that compare them with the book."""

    exposure: ir.Table
    claims: ir.Table
    pattern: ir.Table
    caps: ir.Table
    controls: tuple[Control, ...]


def prepare(*, engine: Engine, snapshot: Snapshot, identities: ir.Table, parameters: Parameters) -> Basis:
    """Exposure with its developed part, claims with developed and capped amounts, as of the snapshot's date."""
    pattern = engine.keep(develop(snapshot=snapshot, parameters=parameters.development))
    rows = exposure(snapshot=snapshot, identities=identities)
    late = engine.keep(told_when_over(snapshot=snapshot))
    developed = with_developed_exposure(exposure=rows, pattern=pattern)
    covered = engine.keep(counted_when_over(exposure=developed, told=late))
    told = engine.keep(with_developed_amounts(claims=claims_known(snapshot=snapshot), pattern=pattern))
    limits = engine.keep(caps(claims=told, parameters=parameters.capping))
    claims = engine.keep(with_capped_amounts(claims=told, caps=limits))
    engine.discard(told)
    controls = balance(snapshot=snapshot, exposure=covered, claims=claims)
    return Basis(covered, claims, pattern, limits, controls)
