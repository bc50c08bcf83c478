"""Edits of a rating model: what a person set in place of a fitted relativity, and what that does to the book.

Reads a model and the cells of a book; gives a model with one edit more or less, and totals before and after.
An edit is kept beside the tables with a name and a reason, so it can be shown, weighed and dropped at any time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from kehu.statistics.rating.cells import Cells
from kehu.statistics.rating.model import Edit, RatingModel, predicted


@dataclass(frozen=True)
class LevelEffect:
    """What edits do to the cells of one level: its weight, and what is expected of it before and after them all."""

    factors: tuple[str, ...]
    levels: tuple[str, ...]
    weight: float
    before: float
    after: float


@dataclass(frozen=True)
class EditEffect:
    """What all edits of a model do to a book: its expected total before and after, and the levels that were edited."""

    before: float
    after: float
    levels: tuple[LevelEffect, ...]


def edited(
    model: RatingModel, factors: Sequence[str], levels: Sequence[str], relativity: float, *, by: str, reason: str
) -> RatingModel:
    """The model with one edit more: a level, named by its labels, gets a relativity.

    Raises ValueError where the relativity is not positive, the level unknown, or the name or reason empty.

    >>> from kehu.statistics.rating.documents import example
    >>> changed = edited(example(), ["age"], ["≤ 29"], 1.5, by="Wang Fang", reason="new drivers' course")
    >>> changed.edits[0].original, changed.in_force[0].relativities.tolist()
    (2.0, [1.0, 1.5, 0.5])
    """
    if not (math.isfinite(relativity) and relativity > 0):
        raise ValueError(f"a relativity is a positive number, not {relativity}")
    if not by.strip() or not reason.strip():
        raise ValueError("an edit needs the name of who makes it, and a reason")
    table = model.table(*factors)
    original = float(table.relativities[table.place(tuple(levels))])
    edit = Edit(tuple(factors), tuple(levels), float(relativity), original, by.strip(), reason.strip())
    return replace(model, edits=(*model.edits, edit))


def dropped(model: RatingModel, edit: Edit) -> RatingModel:
    """The model without an edit. Raises ValueError where the model does not have it.

    >>> from kehu.statistics.rating.documents import example
    >>> changed = edited(example(), ["age"], ["≤ 29"], 1.5, by="Wang Fang", reason="new drivers' course")
    >>> dropped(changed, changed.edits[0]).edits
    ()
    """
    if edit not in model.edits:
        raise ValueError(f"the model has no such edit of {' × '.join(edit.factors)}")
    place = model.edits.index(edit)
    return replace(model, edits=(*model.edits[:place], *model.edits[place + 1 :]))


def effect_of_edits(model: RatingModel, cells: Cells) -> EditEffect:
    """What the edits do to the expected total of a book, in all and at every level that was edited.

    >>> from kehu.statistics.rating.cells import cells_of
    >>> from kehu.statistics.rating.documents import example
    >>> changed = edited(example(), ["age"], ["≤ 29"], 1.0, by="Wang Fang", reason="new drivers' course")
    >>> book = cells_of({"age": [20, 40]}, changed.tables[0].binnings, weight=[100, 100], total=[0, 0])
    >>> effect = effect_of_edits(changed, book)
    >>> round(effect.before, 9), round(effect.after, 9)
    (25.0, 15.0)
    """
    before = predicted(replace(model, edits=()), cells) * cells.weight
    after = predicted(model, cells) * cells.weight
    effects = []
    for factors, levels in dict.fromkeys((edit.factors, edit.levels) for edit in model.edits):
        table = model.table(*factors)
        axes = zip(table.axes(cells), table.place(levels), strict=True)
        chosen = np.logical_and.reduce([numbers == place for numbers, place in axes])
        sums = (float(each[chosen].sum()) for each in (cells.weight, before, after))
        effects.append(LevelEffect(factors, levels, *sums))
    return EditEffect(float(before.sum()), float(after.sum()), tuple(effects))
