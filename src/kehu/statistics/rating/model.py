"""A rating model: a base, a table of relativities for each factor, and tables for a few pairs of factors.

Reads bin numbers; gives expected means. With a log link base and relativities multiply to the mean, with a logit link
to the odds; so any answer can be worked out by hand from printed tables. Edits lie over the tables and change none, so
that the fitted value stands beside the edited one and dropping the edit brings it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kehu.statistics.rating.bins import Binning, translation
from kehu.statistics.rating.cells import Cells
from kehu.statistics.rating.families import Family

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class RatingTable:
    """Relativities of one factor, or of a pair of them: arrays with one axis a factor, by bin number.

    `lower` and `upper` bound each relativity with 95%, `exposure` is the weight on which it was fitted.
    """

    binnings: tuple[Binning, ...]
    relativities: Floats
    lower: Floats
    upper: Floats
    exposure: Floats

    @property
    def factors(self) -> tuple[str, ...]:
        """The factors, in the order of the axes."""
        return tuple(binning.factor for binning in self.binnings)

    def place(self, levels: tuple[str, ...]) -> tuple[int, ...]:
        """The bin numbers of labels. Raises ValueError that names a label which is none."""
        places = []
        for binning, label in zip(self.binnings, levels, strict=True):
            if label not in binning.labels:
                raise ValueError(f"{binning.factor} has no level {label!r}: it has {', '.join(binning.labels)}")
            places.append(binning.labels.index(label))
        return tuple(places)

    def looked_up(self, cells: Cells) -> Floats:
        """The relativity of each cell. Raises ValueError where the cells' bins are coarser than the table's."""
        found: Floats = self.relativities[self.axes(cells)]
        return found

    def axes(self, cells: Cells) -> tuple[NDArray[Any], ...]:
        """The bin numbers of cells on each axis."""
        return tuple(
            translation(cells.binnings[binning.factor], binning)[cells.numbers[binning.factor]]
            for binning in self.binnings
        )


@dataclass(frozen=True)
class Edit:
    """A relativity set by a person: whose and why, the level by its labels, and the fitted value that it covers."""

    factors: tuple[str, ...]
    levels: tuple[str, ...]
    relativity: float
    original: float
    by: str
    reason: str


@dataclass(frozen=True, eq=False)
class RatingModel:
    """Base and tables. `about` holds texts and numbers: fitted on what, as of when, by what, checks."""

    family: Family
    base: float
    tables: tuple[RatingTable, ...]
    edits: tuple[Edit, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def in_force(self) -> tuple[RatingTable, ...]:
        """The tables with the edits applied; of several edits of a level the last one stands."""
        by_factors = {table.factors: table for table in self.tables}
        for edit in self.edits:
            table = by_factors[edit.factors]
            relativities = table.relativities.copy()
            relativities[table.place(edit.levels)] = edit.relativity
            by_factors[edit.factors] = replace(table, relativities=relativities)
        return tuple(by_factors.values())

    def table(self, *factors: str) -> RatingTable:
        """The fitted table of a factor or a pair. Raises KeyError where there is none."""
        for table in self.tables:
            if table.factors == factors:
                return table
        raise KeyError(f"there is no table of {' × '.join(factors)}")


def predicted(model: RatingModel, cells: Cells) -> Floats:
    """The expected mean of each cell, by the tables in force: claims a year, amount a claim, or share.

    >>> from kehu.statistics.rating.cells import cells_of
    >>> two = np.array([1.0, 0.5, 2.0])
    >>> table = RatingTable((Binning("age", "numeric", cuts=(30,)),), two, two, two, two)
    >>> predicted(RatingModel(Family("poisson"), 0.1, (table,)), cells_of({"age": [20, 50]}, table.binnings,
    ...     weight=[1, 1], total=[0, 0])).tolist()
    [0.05, 0.2]
    """
    product = np.full(len(cells), model.base)
    for table in model.in_force:
        product = product * table.looked_up(cells)
    return product / (1 + product) if model.family.link == "logit" else product


def normalised(model: RatingModel) -> RatingModel:
    """The same predictions from tables whose weighted mean log relativity is 0, so that the base is the book's.

    A pair's table has that in every row and column whose factor has a main table, which takes up what was there: it
    shows only what its factors do not do alone.

    >>> one = np.ones(3)
    >>> table = RatingTable((Binning("age", "numeric", cuts=(30,)),), 2 * one, one, 3 * one, one)
    >>> normalised(RatingModel(Family("poisson"), 0.1, (table,))).base
    0.2
    """
    tables = {table.factors: table for table in model.tables}
    for pair in [factors for factors in tables if len(factors) == 2]:
        tables |= _purified(tables[pair], tables)
    base = model.base
    for factors in [factors for factors in tables if len(factors) == 1]:
        shift = _mean_log(tables[factors])
        tables[factors] = _shifted(tables[factors], np.full_like(tables[factors].relativities, -shift))
        base *= float(np.exp(shift))
    return replace(model, base=base, tables=tuple(tables.values()))


def rebalanced(model: RatingModel, cells: Cells) -> RatingModel:
    """The model with its base moved so that predictions of these cells sum to what was observed.

    Where nothing was observed the base stays. With a logit link a few Newton steps find the move.

    >>> from kehu.statistics.rating.cells import cells_of
    >>> rebalanced(RatingModel(Family("poisson"), 0.5, ()), cells_of({}, [], weight=[10.0], total=[1.0])).base
    0.1
    """
    observed = float(cells.total.sum())
    for _ in range(20 if model.family.link == "logit" else 1):
        mean = predicted(model, cells)
        expected = float((mean * cells.weight).sum())
        if observed <= 0 or (model.family.link == "logit" and observed >= cells.weight.sum()):
            return model
        if model.family.link == "log":
            return replace(model, base=model.base * observed / expected)
        slope = float((mean * (1 - mean) * cells.weight).sum())
        model = replace(model, base=model.base * float(np.exp((observed - expected) / slope)))
    return model


def widened(model: RatingModel, by: float, *, about: Mapping[str, Any]) -> RatingModel:
    """The model with intervals that reach so many times as far on the scale of logarithms.

    >>> one = np.ones(2)
    >>> table = RatingTable((Binning("age", "numeric", cuts=(30,)),), one, one / 2, one * 2, one)
    >>> widened(RatingModel(Family("poisson"), 0.5, (table,)), 2.0, about={}).tables[0].upper.tolist()
    [4.0, 4.0]
    """
    tables = tuple(
        replace(
            table,
            lower=table.relativities * (table.lower / table.relativities) ** by,
            upper=table.relativities * (table.upper / table.relativities) ** by,
        )
        for table in model.tables
    )
    return replace(model, tables=tables, about={**model.about, **about})


def _purified(pair: RatingTable, tables: Mapping[tuple[str, ...], RatingTable]) -> dict[tuple[str, ...], RatingTable]:
    """A pair's table without main effects, and the main tables that took them up."""
    logs, weight = np.log(pair.relativities), pair.exposure
    moved = [np.zeros(size) for size in logs.shape]
    with_main = [axis for axis, factor in enumerate(pair.factors) if (factor,) in tables]
    for _ in range(200):
        largest = 0.0
        for axis in with_main:
            margin = weight.sum(axis=1 - axis)
            means = (logs * weight).sum(axis=1 - axis) / np.where(margin > 0, margin, 1.0)
            moved[axis] += means
            logs = logs - (means[:, None] if axis == 0 else means[None, :])
            largest = max(largest, float(np.abs(means).max(initial=0.0)))
        if largest < 1e-13:
            break
    changed = {pair.factors: _shifted(pair, logs - np.log(pair.relativities))}
    for axis in with_main:
        main = tables[(pair.factors[axis],)]
        changed[main.factors] = _shifted(main, moved[axis][translation(main.binnings[0], pair.binnings[axis])])
    return changed


def _mean_log(table: RatingTable) -> float:
    weight = float(table.exposure.sum())
    return float((table.exposure * np.log(table.relativities)).sum()) / weight if weight else 0.0


def _shifted(table: RatingTable, logs: Floats) -> RatingTable:
    """A table with a log added to each relativity and to its bounds."""
    by = np.exp(logs)
    return replace(table, relativities=table.relativities * by, lower=table.lower * by, upper=table.upper * by)
