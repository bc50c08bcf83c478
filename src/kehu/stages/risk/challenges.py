"""Every model of a book challenged: the cells that the risk stage fits on, with every recipe tried on their folds.

Reads the book as of a date, identities, and what people decided; gives rows of `ModelTrials` and `TrialBands`.
Models are challenged on what they are fitted on and by the folds that they are fitted with, so that what wins here is
what the next run would fit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import ibis.expr.types as ir
from threadpoolctl import threadpool_limits

from kehu.assumptions import Decisions
from kehu.engines import Engine
from kehu.parameters import Parameters
from kehu.stages.risk.contests import as_rows, contest
from kehu.stages.risk.lines import claims_by_term, line_rows, sampled
from kehu.stages.risk.models import FAMILIES, champions, line_cells
from kehu.stages.risk.risk import prepare
from kehu.tables import Snapshot
from kehu.tables.risks import RECIPES

Report = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Trials:
    """The rows of a challenge, and the models that could not be challenged: too few claims to hold a fold back."""

    trials: list[dict[str, Any]] = field(default_factory=list)
    bands: list[dict[str, Any]] = field(default_factory=list)
    untried: list[tuple[str, str]] = field(default_factory=list)


def challenge(
    *,
    engine: Engine,
    snapshot: Snapshot,
    identities: ir.Table,
    decisions: Decisions,
    parameters: Parameters,
    lines: Sequence[str],
    report: Report,
) -> Trials:
    """Try every recipe for both models of some lines (all lines of the book where none is named).

    Raises LookupError for a line that the book does not have.
    """
    basis = prepare(engine=engine, snapshot=snapshot, identities=identities, parameters=parameters)
    held = basis.exposure.select("line").distinct().order_by("line").to_pyarrow()["line"].to_pylist()
    for line in lines:
        if line not in held:
            raise LookupError(f"The book has no line {line!r}. It has: {', '.join(held)}.")
    claims = engine.keep(claims_by_term(basis.claims))
    made = Trials()
    asked = [line for line in held if not lines or line in lines]
    for place, line in enumerate(asked):
        report(f"Challenge the models of {line}", place, len(asked))
        rows = engine.keep(line_rows(basis=basis, claims=claims, snapshot=snapshot, line=line))
        sample = engine.keep(sampled(rows, most=parameters.rating.most_terms))
        cells = line_cells(rows=sample, exposure=basis.exposure, line=line, parameters=parameters)
        for each in (sample, rows):
            engine.discard(each)
        chosen = champions(line, decisions, rating=parameters.rating, as_of=snapshot.as_of)
        for model, family in FAMILIES.items():
            champion = chosen[model].recipe
            with threadpool_limits(limits=1):
                trials = contest(cells.of(model), family, RECIPES, champion=champion, rating=parameters.rating)
            told, bands = as_rows(line, model, trials, champion=champion)
            made.trials.extend(told)
            made.bands.extend(bands)
            if not trials:
                made.untried.append((line, model))
    return made
