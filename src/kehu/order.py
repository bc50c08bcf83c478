"""What a stage of a run is, and what makes an order of stages right.

Gives `Inputs`, `Stage` and `check_order`, for `pipeline.py`, which writes the order down, and for who carries it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import ibis.expr.types as ir

from kehu.assumptions import Decisions
from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.stages import identity
from kehu.tables import RESULTS, SOURCES, Snapshot


@dataclass(frozen=True)
class Inputs:
    """What a stage may see: the book as of the run's date, earlier tables, parameters, and what people decided."""

    engine: Engine
    snapshot: Snapshot
    results: Mapping[str, ir.Table]
    parameters: Parameters
    former: identity.Former | None
    decisions: Decisions = field(default_factory=Decisions)
    former_segments: ir.Table | None = None


@dataclass(frozen=True)
class Stage:
    """A step of the run: what it does in words, what it reads, and what it writes."""

    name: str
    about: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    compute: Callable[[Inputs], Mapping[str, ir.Table]]


class OrderError(ValueError):
    """A pipeline in which something is read before it is written, or written twice."""


def check_order(stages: Sequence[Stage]) -> None:
    """Raise OrderError unless every table read is there by then and every result has one writer."""
    there = set(SOURCES)
    for stage in stages:
        missing = sorted(set(stage.reads) - there)
        twice = sorted(set(stage.writes) & there)
        unknown = sorted(set(stage.writes) - set(RESULTS))
        if missing or twice or unknown:
            raise OrderError(f"stage {stage.name}: not there yet {missing}, written before {twice}, no table {unknown}")
        there |= set(stage.writes)
    unwritten = sorted(set(RESULTS) - there)
    if unwritten:
        raise OrderError(f"no stage writes {unwritten}")
