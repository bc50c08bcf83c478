"""Champion and challengers: every recipe for a model, tried on the same folds that none of them had seen.

Reads the cells of a model with their folds; gives a `Trial` for each recipe. The predictions of a fold come from a fit
to the others, with all that the recipe chooses (factors, penalties, pairs, trees) chosen there. What tells two recipes
apart is the deviance cell by cell, so that the chance in their difference is that of the same claims.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kehu.assumptions import Rating, Recipe
from kehu.stages.risk.recipes import fitted
from kehu.statistics.rating.cells import Cells
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.judging import Band, calibration, deviances, gini
from kehu.statistics.rating.model import predicted

Floats = NDArray[np.float64]
BANDS = 10
SURE = 3.0  # standard errors beyond which a difference is not chance, also where a book has dozens of models


@dataclass(frozen=True, eq=False)
class Trial:
    """How a recipe did on the folds held back: totals of deviance, order, level by height, and how large its model is.

    `less` is its deviance less the champion's, `error` the standard error of that, and `better_folds` counts the folds
    where it is below 0; `mean_deviance` is that of one mean for all. `tables` and `levels` are those of a fit to all.
    """

    recipe: Recipe
    deviance: float
    mean_deviance: float
    less: float
    error: float
    gini: float
    expected: float
    observed: float
    tables: int
    levels: int
    folds: int
    better_folds: int
    bands: tuple[Band, ...]

    @property
    def skill(self) -> float:
        """The share of the deviance that it saves of a model with one mean for all."""
        return 1 - self.deviance / self.mean_deviance if self.mean_deviance else 0.0

    @property
    def verdict(self) -> str:
        """`better`, `worse` or `alike`, beside the champion, beyond what chance makes of it."""
        if abs(self.less) <= SURE * self.error:
            return "alike"
        return "better" if self.less < 0 else "worse"


def contest(
    cells: Cells, family: Family, recipes: Sequence[Recipe], *, champion: Recipe, rating: Rating
) -> tuple[Trial, ...]:
    """A trial of each recipe; empty where the cells have fewer than two folds with an event.

    >>> from kehu.statistics.rating.cells import cells_of
    >>> cells = cells_of({}, [], weight=[100.0, 100.0], total=[10.0, 10.0], folds=np.array([0, 1]))
    >>> contest(cells, Family("poisson"), ["tables"], champion="tables", rating=Rating(source="made up"))[0].verdict
    'alike'
    """
    judged = cells.part(cells.total > 0) if family.name == "gamma" else cells
    with_events = np.unique(judged.folds[judged.total > 0])
    if len(with_events) < 2:
        return ()
    flat = _held_back(cells, judged, lambda rest: _flat(rest, family))
    made = {one: _held_back(cells, judged, _fit(family, one, rating)) for one in {*recipes, champion}}
    of_champion = _deviances(judged, family, made[champion])
    return tuple(
        _trial(cells, judged, family, recipe, mean=made[recipe], flat=flat, champion=of_champion, rating=rating)
        for recipe in recipes
    )


def _fit(family: Family, recipe: Recipe, rating: Rating) -> Callable[[Cells], Callable[[Cells], Floats]]:
    """What learns a recipe from cells and then predicts others."""

    def learn(rest: Cells) -> Callable[[Cells], Floats]:
        model = fitted(rest, family, recipe, about={}, rating=rating)
        return lambda kept: predicted(model, kept)

    return learn


def _flat(rest: Cells, family: Family) -> Callable[[Cells], Floats]:
    mean = family.overall_mean(rest.weight, rest.total)
    return lambda kept: np.full(len(kept), mean)


def _held_back(cells: Cells, judged: Cells, learn: Callable[[Cells], Callable[[Cells], Floats]]) -> Floats:
    """Predictions of the cells that are judged, each fold's by what the others taught."""
    means = np.zeros(len(judged))
    for fold in np.unique(judged.folds):
        held = judged.folds == fold
        means[held] = learn(cells.part(cells.folds != fold))(judged.part(held))
    return means


def _deviances(cells: Cells, family: Family, mean: Floats) -> Floats:
    return deviances(family, observed=cells.total / cells.weight, mean=mean, weight=cells.weight)


def _trial(
    cells: Cells,
    judged: Cells,
    family: Family,
    recipe: Recipe,
    *,
    mean: Floats,
    flat: Floats,
    champion: Floats,
    rating: Rating,
) -> Trial:
    own = _deviances(judged, family, mean)
    difference = own - champion
    by_fold = [float(difference[judged.folds == fold].sum()) for fold in np.unique(judged.folds)]
    whole = fitted(cells, family, recipe, about={}, rating=rating)
    dispersion = float(whole.about.get("dispersion", 1.0))
    bands = calibration(
        family,
        observed=judged.total / judged.weight,
        mean=mean,
        weight=judged.weight,
        bands=BANDS,
        dispersion=dispersion,
    )
    return Trial(
        recipe=recipe,
        deviance=float(own.sum()),
        mean_deviance=float(_deviances(judged, family, flat).sum()),
        less=float(difference.sum()),
        error=float(np.sqrt(np.sum((difference - difference.mean()) ** 2))),
        gini=gini(mean, weight=judged.weight, total=judged.total),
        expected=float((mean * judged.weight).sum()),
        observed=float(judged.total.sum()),
        tables=len(whole.tables),
        levels=sum(int((table.exposure > 0).sum()) for table in whole.tables),
        folds=len(by_fold),
        better_folds=sum(change < 0 for change in by_fold),
        bands=tuple(bands),
    )


def as_rows(
    line: str, model: str, trials: Sequence[Trial], *, champion: Recipe
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The trials of a model as rows of `ModelTrials`, and their bands as rows of `TrialBands`."""
    key = {"line": line, "model": model}
    told = [
        {
            **key,
            "recipe": each.recipe,
            "verdict": "champion" if each.recipe == champion else each.verdict,
            "deviance": each.deviance,
            "skill": each.skill,
            "deviance_change": each.less,
            "standard_error": each.error,
            "folds": each.folds,
            "better_folds": each.better_folds,
            "gini": each.gini,
            "ratio": each.observed / each.expected if each.expected else None,
            "table_count": each.tables,
            "level_count": each.levels,
        }
        for each in trials
    ]
    bands = [
        {**key, "recipe": each.recipe, "band": number, **vars(band)}
        for each in trials
        for number, band in enumerate(each.bands, start=1)
    ]
    return told, bands
