"""Edits of models weighed before they are made, and those that stand: in the run, waiting, or going.

Reads a run's models and `term_risks`, and the home's file of edits; writes nothing. An edit moves the expected cost
of the terms of its level by new relativity over old, at today's records; technical prices are proportional to that
cost and move with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kehu.assumptions import ModelEdit
from kehu.modelling.models import ModelTold
from kehu.stores.run_folders import RunFolder

COSTS = ("expected_cost", "technical_price", "annual_premium")


@dataclass(frozen=True)
class Effect:
    """What a relativity would do to a line's terms in force: those of the level, and all of the line.

    Costs are those of the coming year (currency); `touched_premium` is what the terms of the level pay, as far as
    known.
    """

    terms: int
    line_terms: int
    touched_cost: float
    touched_cost_after: float
    touched_price: float
    touched_price_after: float
    touched_premium: float
    line_cost: float

    @property
    def change(self) -> float:
        """What the line's expected cost moves by (currency a year)."""
        return self.touched_cost_after - self.touched_cost

    @property
    def share(self) -> float:
        """The same as a share of the line's expected cost."""
        return self.change / self.line_cost if self.line_cost else 0.0


@dataclass(frozen=True)
class StandingEdit:
    """An edit with where it stands, and the relativity that it covers.

    `in_run` (the run obeys it), `waiting` (the next run will), `going` (taken back, the next one will not) or `lost`
    (the run's model has no such level).
    """

    edit: ModelEdit
    state: str
    fitted: float | None


def effect_of(run: RunFolder, told: ModelTold, factors: Sequence[str], levels: Sequence[str], new: float) -> Effect:
    """What it would do to set the relativity of a level to `new`; raises LookupError where there is no such level."""
    table = told.table(tuple(factors))
    level = table.level(tuple(levels)) if table else None
    if table is None or level is None:
        raise LookupError(f"The {told.model} model of {told.line} has no level {' × '.join(levels)}.")
    column = f"{told.model}_levels"
    rows = pq.read_table(
        run.table("term_risks"), columns=[column, *COSTS], filters=[("line", "=", told.line)], use_threads=False
    )
    wanted = ".".join(str(names.index(label)) for names, label in zip(table.labels, levels, strict=True))
    touched = rows.filter(_stands_at(rows[column], told.tables.index(table), wanted))
    ratio = new / level.relativity
    cost, price, premium = (_sum(touched[name]) for name in COSTS)
    return Effect(
        terms=touched.num_rows,
        line_terms=rows.num_rows,
        touched_cost=cost,
        touched_cost_after=cost * ratio,
        touched_price=price,
        touched_price_after=price * ratio,
        touched_premium=premium,
        line_cost=_sum(rows["expected_cost"]),
    )


def standing_edits(told: ModelTold, edits: Sequence[ModelEdit]) -> tuple[StandingEdit, ...]:
    """The edits of a model: those of the file, and those that the run obeys and the file no longer has."""
    own = [edit for edit in edits if (edit.line, edit.model) == (told.line, told.model)]
    found = [_standing(told, edit) for edit in own]
    kept = {edit.place for edit in own}
    for table in told.tables:
        for level in table.levels:
            if level.edited is not None and (told.line, told.model, table.factors, level.labels) not in kept:
                gone = ModelEdit.model_validate(
                    {
                        "line": told.line,
                        "model": told.model,
                        "factors": table.factors,
                        "levels": level.labels,
                        "relativity": level.edited,
                        "by": level.edited_by,
                        "reason": level.edit_reason,
                    }
                )
                found.append(StandingEdit(gone, "going", level.fitted))
    return tuple(found)


def _standing(told: ModelTold, edit: ModelEdit) -> StandingEdit:
    table = told.table(edit.factors)
    level = table.level(edit.levels) if table else None
    if level is None:
        return StandingEdit(edit, "lost", None)
    is_obeyed = (level.edited, level.edited_by, level.edit_reason) == (edit.relativity, edit.by, edit.reason)
    return StandingEdit(edit, "in_run" if is_obeyed else "waiting", level.fitted)


def _stands_at(levels: pa.ChunkedArray, place: int, wanted: str) -> pa.Array:
    """Whether the levels of a term are those wanted in the table of that place."""
    split = pc.split_pattern(levels, ",")
    return pc.equal(pc.list_element(split, place), wanted)


def _sum(column: pa.ChunkedArray) -> float:
    """The sum of a column, empty values left out."""
    return float(np.nansum(pc.cast(column, pa.float64(), safe=False).to_numpy())) if len(column) else 0.0
