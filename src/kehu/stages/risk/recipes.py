"""How the tables of a model come to be: the recipe that a model is fitted by, and those that may challenge it.

Reads cells; gives a `RatingModel` balanced to their total. *Base* has no tables, *tables* are main tables alone,
*pairs* adds the few pairs that earn their place, *boosted* are trees of two factors at most, collapsed into tables.
All see the same cells and the same folds, so that they can be compared, and every one gives tables that people read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kehu.assumptions import Rating, Recipe
from kehu.statistics.rating.boosting import as_tables, boost
from kehu.statistics.rating.cells import Cells, summed, sums_by
from kehu.statistics.rating.design import main_blocks
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.fitting import as_problem, fit
from kehu.statistics.rating.model import RatingModel
from kehu.statistics.rating.pairs import screened, with_pairs
from kehu.statistics.rating.solving import estimated_strengths

LEAST_SAVED = 2.0  # of the scaled deviance, a degree of freedom: what a departure must foretell to be believed


def fitted(cells: Cells, family: Family, recipe: Recipe, *, about: Mapping[str, Any], rating: Rating) -> RatingModel:
    """A model by a recipe, of the factors that say something; a base and no tables where none does.

    >>> from kehu.statistics.rating.cells import cells_of
    >>> cells = cells_of({}, [], weight=[100.0], total=[10.0])
    >>> round(fitted(cells, Family("poisson"), "pairs", about={}, rating=Rating(source="made up")).base, 4)
    0.1
    """
    if recipe == "base":
        return fit(_only(cells, []), family, about=about)
    kept = _telling(cells, family, least=rating.least_freedom)
    main = fit(kept, family, about=about)
    if recipe == "tables" or not main.tables:
        return main
    if recipe == "boosted":
        return _boosted(main, kept, rating=rating)
    dispersion = float(main.about["dispersion"])
    candidates = screened(main, kept, at_most=rating.most_pairs) if rating.most_pairs else []
    return with_pairs(
        main, kept, [pair.factors for pair in candidates if pair.gain >= rating.least_pair_gain * dispersion]
    )


def departure(cells: Cells, family: Family, *, least: float) -> RatingModel:
    """How a part departs from the whole, of cells that hold what the whole's model leaves.

    Most factors leave nothing, and go before anything is estimated. Tables that do not foretell the folds held back go
    as well: claims of one storm, or of one customer, look like a departure and are none.

    >>> from kehu.statistics.rating.cells import cells_of
    >>> departure(cells_of({}, [], weight=[10.0], total=[5.0]), Family("poisson"), least=0.5).base
    0.5
    """
    bare = _only(cells, [])
    if not np.isfinite(least):
        return fit(bare, family)
    kept = _telling(_only(cells, _scattered(cells, family)), family, least=least)
    found = fit(kept, family)
    return found if _is_foretelling(found) else fit(bare, family)


def _is_foretelling(model: RatingModel) -> bool:
    """Whether tables save enough of the deviance of folds held back for what they are free to do."""
    if not model.tables:
        return False
    saved = float(model.about["deviance_without_tables"]) - float(model.about["cross_validated_deviance"])
    freedom = sum(float(told["freedom"]) for told in model.about["tables"].values())
    return saved > LEAST_SAVED * freedom * float(model.about["dispersion"])


def _boosted(main: RatingModel, cells: Cells, *, rating: Rating) -> RatingModel:
    """Boosted tables of the same factors, and of the pairs that the main tables leave most to."""
    pairs = [pair.factors for pair in screened(main, cells, at_most=rating.most_boosted_pairs)]
    numbered = _folds_numbered(cells.part(cells.total > 0) if main.family.name == "gamma" else cells)
    if numbered.fold_count < 2 or not numbered.total.sum():
        return main
    trees = boost(numbered, main.family, seed=rating.seed, threads=1, pairs=pairs)
    told = {name: main.about[name] for name in ("deviance_without_tables", "dispersion") if name in main.about}
    return as_tables(trees, cells, about={**_plain(main.about), **told, "trees": trees.trees.num_trees()})


def _plain(about: Mapping[str, Any]) -> dict[str, Any]:
    """What is told of a model whatever its recipe."""
    fits = {"strength_multiplier", "cross_validated_deviance", "fold_count", "tables", "pairs"}
    return {name: value for name, value in about.items() if name not in fits}


def _folds_numbered(cells: Cells) -> Cells:
    """Cells whose folds are numbered from 0 without gaps, as they are where one fold was held back."""
    _, numbers = np.unique(cells.folds, return_inverse=True)
    return replace(cells, folds=numbers.astype(np.int32))


def _telling(cells: Cells, family: Family, *, least: float) -> Cells:
    """Cells of the factors whose tables have some freedom once penalties are estimated."""
    cells = _without_doubles(cells)
    return _only(cells, list(_strengths(cells, family, least=least)))


def _strengths(cells: Cells, family: Family, *, least: float) -> dict[str, float]:
    """The estimated penalty of each factor whose table has some freedom; none where folds have nothing to compare."""
    blocks = main_blocks(cells) if len(cells) and np.isfinite(least) else ()
    problem = as_problem(cells, blocks, family) if blocks else None
    if problem is None or len(np.unique(cells.folds)) < 2 or problem.observed.sum() <= 0:
        return {}
    found = estimated_strengths(problem)
    told = zip(blocks, found.strengths, found.freedom, strict=True)
    return {block.binnings[0].factor: strength for block, strength, freedom in told if freedom >= least}


def _scattered(cells: Cells, family: Family) -> list[str]:
    """The factors whose levels scatter more than chance makes them: of the others no variance can be estimated."""
    if not len(cells) or cells.total.sum() <= 0:
        return []
    counted = cells.part(cells.total > 0) if family.name == "gamma" else cells
    observed, mean = counted.total / counted.weight, np.full(len(counted), counted.total.sum() / counted.weight.sum())
    score = family.score(observed, mean, counted.weight)
    sure = family.information(mean, counted.weight)
    chance = 1.0 if family.has_known_scale else float((score**2 / sure).sum()) / max(len(counted) - 1, 1)
    found = []
    for factor, places in counted.numbers.items():
        moved, held = (sums_by(places, each, counted.binnings[factor].count) for each in (score, sure))
        told = held > 0
        if (moved[told] ** 2 / held[told]).sum() > chance * (told.sum() - 1):
            found.append(factor)
    return found


def _without_doubles(cells: Cells) -> Cells:
    """Cells of the factors that part the book in different ways: of two that part it alike the first stays."""
    seen: dict[bytes, str] = {}
    for factor, numbers in cells.numbers.items():
        first, relabelled = np.unique(numbers, return_index=True, return_inverse=True)[1:]
        order = np.argsort(np.argsort(first))
        seen.setdefault(order[relabelled].astype(np.int32).tobytes(), factor)
    return _only(cells, list(seen.values()))


def _only(cells: Cells, factors: Sequence[str]) -> Cells:
    """Cells of fewer factors, made one where they are the same."""
    binnings = {factor: cells.binnings[factor] for factor in factors}
    numbers = {factor: cells.numbers[factor] for factor in factors}
    return summed(replace(cells, binnings=binnings, numbers=numbers))
