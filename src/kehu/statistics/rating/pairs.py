"""Tables for the few pairs of factors that earn their place, on top of main tables.

Reads a model of main tables and the cells it was fitted on; gives the pairs that promise most, and the model with them.
A pair is judged by the deviance that its table of actual against expected saves on folds that did not make it: sums
only, no fit. The best are then fitted together, with the main tables as offset and each with a penalty of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kehu.statistics.rating.bins import Binning, translation
from kehu.statistics.rating.cells import Cells, summed, sums_by
from kehu.statistics.rating.design import Block
from kehu.statistics.rating.fitting import as_problem, chosen, tables_of
from kehu.statistics.rating.model import RatingModel, normalised, predicted, rebalanced
from kehu.statistics.rating.monotone import made_monotone
from kehu.statistics.rating.proposing import coarsened

Floats = NDArray[np.float64]
STRENGTHS = (10.0, 30.0, 100.0, 300.0, 1000.0)
BINS = 10


@dataclass(frozen=True)
class Screened:
    """A pair of factors, and the deviance that its table saves on folds that did not make it."""

    factors: tuple[str, str]
    gain: float


def coarse_binnings(cells: Cells, *, at_most: int = BINS) -> dict[str, Binning]:
    """For each factor bins of about the same weight, few enough for a table of two factors.

    >>> from kehu.statistics.rating.cells import cells_of
    >>> ages = Binning("age", "numeric", cuts=(20, 30, 40), is_whole=True)
    >>> cells = cells_of({"age": [19, 25, 35, 45]}, [ages], weight=np.ones(4), total=np.zeros(4))
    >>> coarse_binnings(cells, at_most=2)["age"].labels
    ('missing', '≤ 29', '≥ 30')
    """
    return {
        factor: coarsened(binning, cells.one_way(factor)[0], at_most=at_most)
        for factor, binning in cells.binnings.items()
    }


def left_over(model: RatingModel, cells: Cells, binnings: Mapping[str, Binning]) -> tuple[Cells, Floats]:
    """What a model leaves to explain, on coarse cells: weights and totals to be fitted, and their offset.

    With a log link a fit on Σ total × mean^(1 - p) and Σ weight × mean^(2 - p), where p is the power of the family, is
    the fit with log mean as offset, row by row; so coarse cells serve. With a logit link cells carry an offset.

    >>> from kehu.statistics.rating.cells import cells_of
    >>> from kehu.statistics.rating.families import Family
    >>> cells = cells_of({}, [], weight=[1.0, 3.0], total=[0, 1])
    >>> left_over(RatingModel(Family("poisson"), 0.1, ()), cells, {})[0].weight.round(3).tolist()
    [0.4]
    """
    mean, power = predicted(model, cells), model.family.power
    moved = {
        factor: translation(cells.binnings[factor], coarse)[cells.numbers[factor]]
        for factor, coarse in binnings.items()
    }
    coarse = replace(cells, binnings=dict(binnings), numbers=moved)
    if model.family.link == "logit":
        return coarse, model.family.linear(mean)
    reduced = summed(
        replace(coarse, weight=cells.weight * mean ** (2 - power), total=cells.total * mean ** (1 - power))
    )
    return reduced, np.zeros(len(reduced))


def screened(model: RatingModel, cells: Cells, *, at_most: int, bins: int = BINS) -> list[Screened]:
    """The pairs whose tables promise to save deviance, the best first.

    A table's level moves by score / (information + strength), from all folds but one, and is judged on that one by
    the quadratic in which any family's deviance begins; the best of a few strengths counts.

    >>> from kehu.statistics.rating.cells import cells_of
    >>> from kehu.statistics.rating.families import Family
    >>> side = Binning("left", "numeric", cuts=(1,)), Binning("right", "numeric", cuts=(1,))
    >>> columns = {"left": [0, 0, 1, 1] * 2, "right": [0, 1, 0, 1] * 2}
    >>> cells = cells_of(columns, side, weight=np.full(8, 100.0), total=[20, 5, 5, 20] * 2, folds=np.repeat([0, 1], 4))
    >>> screened(RatingModel(Family("poisson"), 0.125, ()), cells, at_most=1)[0].factors
    ('left', 'right')
    """
    coarse, offset = left_over(model, cells, coarse_binnings(cells, at_most=bins))
    mean = model.family.mean(offset)
    score = model.family.score(coarse.total / coarse.weight, mean, coarse.weight)
    information = model.family.information(mean, coarse.weight)
    gains = [
        Screened(pair, _gain(_levels(coarse, pair), coarse, score, information))
        for pair in combinations(coarse.binnings, 2)
    ]
    return sorted((each for each in gains if each.gain > 0), key=lambda each: -each.gain)[:at_most]


def with_pairs(model: RatingModel, cells: Cells, pairs: Sequence[tuple[str, str]], *, bins: int = BINS) -> RatingModel:
    """The model with tables for those pairs, normalised and balanced to the cells' total; edits stay.

    Strengths are estimated, and what multiplies them is chosen by cross-validation on the cells' folds.

    >>> from kehu.statistics.rating.documents import example
    >>> from kehu.statistics.rating.cells import cells_of
    >>> cells = cells_of({"age": [20, 50]}, example().tables[0].binnings, weight=[100, 100], total=[20, 5])
    >>> len(with_pairs(example(), cells, []).tables)
    1
    """
    if not pairs or not cells.total.sum():
        return model
    coarse, offset = left_over(model, cells, coarse_binnings(cells, at_most=bins))
    problem = as_problem(coarse, [_block(coarse, pair) for pair in pairs], model.family, offset)
    counted = coarse.folds[coarse.total > 0] if len(problem.weight) < len(coarse) else coarse.folds
    solution, told = chosen(problem, folds=counted)
    tables = tables_of(*made_monotone(solution), cells)
    about = {**model.about, "pairs": told | {"factors": [list(pair) for pair in pairs]}}
    return rebalanced(normalised(replace(model, tables=(*model.tables, *tables), about=about)), cells)


def _levels(cells: Cells, pair: tuple[str, str]) -> NDArray[np.int32]:
    """The level of each cell in the table of a pair."""
    first, second = pair
    return cells.numbers[first] * np.int32(cells.binnings[second].count) + cells.numbers[second]


def _block(cells: Cells, pair: tuple[str, str]) -> Block:
    binnings = tuple(cells.binnings[factor] for factor in pair)
    return Block(binnings, _levels(cells, pair), np.eye(binnings[0].count * binnings[1].count))


def _gain(levels: NDArray[np.int32], cells: Cells, score: Floats, information: Floats) -> float:
    """What a table saves on the folds that did not make it, at the best of the strengths."""
    count, folds = int(levels.max()) + 1, cells.fold_count
    places = levels + count * cells.folds
    scores, sure = (sums_by(places, each, count * folds).reshape(folds, count) for each in (score, information))
    saved = []
    for strength in STRENGTHS:
        moved = (scores.sum(axis=0) - scores) / (sure.sum(axis=0) - sure + strength)
        saved.append(float((2 * moved * scores - moved * moved * sure).sum()))
    return max(saved)
