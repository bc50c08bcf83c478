"""Underwriters' edits laid over the models of a run.

Reads edits as they stand in the home's file, and the models; gives the models with those that fit, and what came of
each. An edit of a table or level that a model no longer has is kept and told, never dropped in silence: the bins may
have moved since it was made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kehu.assumptions import ModelEdit
from kehu.stages.risk.models import FREQUENCY, SEVERITY, LineModels
from kehu.statistics.rating.edits import edited, effect_of_edits
from kehu.statistics.rating.model import RatingModel


@dataclass(frozen=True)
class Outcome:
    """What became of an edit: whether it was laid over the model, and the relativity that it covers."""

    edit: ModelEdit
    number: int
    fitted: float | None


def with_edits(models: LineModels, edits: Sequence[tuple[int, ModelEdit]]) -> tuple[LineModels, list[Outcome]]:
    """The models of a line with its edits, which are given with their numbers."""
    outcomes = []
    for number, edit in edits:
        model = getattr(models, edit.model)
        try:
            model = edited(model, edit.factors, edit.levels, edit.relativity, by=edit.by, reason=edit.reason)
        except (KeyError, ValueError):
            outcomes.append(Outcome(edit, number, None))
            continue
        outcomes.append(Outcome(edit, number, model.edits[-1].original))
        models = replace(models, frequency=model) if edit.model == FREQUENCY else replace(models, severity=model)
    return models, outcomes


def told(models: LineModels, outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Rows of `RiskEdits`."""
    effects = {name: _effect(models, name) for name in (FREQUENCY, SEVERITY)}
    return [
        {
            "edit_number": each.number,
            "line": each.edit.line,
            "model": each.edit.model,
            "factor": " × ".join(each.edit.factors),
            "level": " × ".join(each.edit.levels),
            "relativity": each.edit.relativity,
            "fitted_relativity": each.fitted,
            "edited_by": each.edit.by,
            "edit_reason": each.edit.reason,
            "is_applied": each.fitted is not None,
            "expected_before": effects[each.edit.model][0],
            "expected_after": effects[each.edit.model][1],
        }
        for each in outcomes
    ]


def _effect(models: LineModels, name: str) -> tuple[float, float]:
    """Expected totals of the cells that a model was fitted on, without and with its edits."""
    model: RatingModel = getattr(models, name)
    cells = models.frequency_cells if name == FREQUENCY else models.severity_cells
    if not len(cells):
        return 0.0, 0.0
    effect = effect_of_edits(model, cells)
    return effect.before, effect.after
