"""Main tables fitted to cells: one coefficient a level, drawn together by as much as the data ask for.

Reads `Cells`; gives a `RatingModel` with intervals, whose predictions sum to what was observed.
The penalty of each factor is estimated as its variance component; what all of them are multiplied by is chosen by
cross-validation on the cells' folds, which guards against scatter beyond the family's. The intervals are those of the
posterior of the penalised fit (Wahba 1983; Marra and Wood 2012): they hold what the penalty hides as well, and that its
strength is itself estimated (Kass and Steffey 1989).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kehu.statistics.rating.cells import Cells, sums_by
from kehu.statistics.rating.design import Block, Design, main_blocks
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.model import RatingModel, RatingTable, normalised, rebalanced
from kehu.statistics.rating.monotone import Pools, made_monotone
from kehu.statistics.rating.solving import Problem, Solution, beginning, estimated_strengths, scaled, solve

Floats = NDArray[np.float64]
NORMAL_95 = 1.959963984540054
NOTHING_KNOWN = np.log(1e6)  # the widest interval: a level without weight under a light penalty has no other
LIGHTEST, HEAVIEST = 1 / 16, 4096


def fit(
    cells: Cells,
    family: Family,
    *,
    strengths: Mapping[str, float] | None = None,
    about: Mapping[str, Any] | None = None,
) -> RatingModel:
    """The main tables for some cells, normalised and balanced to their total.

    `strengths` fixes the penalty of each factor, in units of information (expected claims for counts), and spares the
    search; without them cells need at least two folds. Factors with one level only get no table. A book without a
    single event, or a share of all, gets a base half an event away and no tables. Raises ValueError where no cell has
    weight.

    >>> from kehu.statistics.rating.bins import Binning
    >>> from kehu.statistics.rating.cells import cells_of
    >>> bins = [Binning("age", "numeric", cuts=(30,), is_whole=True)]
    >>> cells = cells_of({"age": [20, 40]}, bins, weight=[100, 100], total=[30, 10])
    >>> fit(cells, Family("poisson"), strengths={"age": 0.001}).table("age").relativities.round(2).tolist()
    [1.0, 1.73, 0.58]
    """
    told = dict(about or {})
    problem = as_problem(cells, main_blocks(cells), family)
    if not problem.design.blocks or not problem.has_shape:
        overall = family.linear(np.array(family.overall_mean(cells.weight, cells.total)))
        return RatingModel(family, float(np.exp(overall)), (), about=told)
    if strengths is None:
        solution, searched = chosen(problem, folds=_counted(cells, family).folds)
        told |= searched
    else:
        solution = solve(problem, [strengths[block.binnings[0].factor] for block in problem.design.blocks])
    return finished(*made_monotone(solution), cells, about=told)


def as_problem(cells: Cells, blocks: Sequence[Block], family: Family, offset: Floats | None = None) -> Problem:
    """Cells and blocks as what is to be solved; gamma fits leave out cells without an amount, which balancing counts.

    >>> from kehu.statistics.rating.cells import cells_of
    >>> as_problem(cells_of({}, [], weight=[2, 1], total=[3, 0]), (), Family("gamma")).observed.tolist()
    [1.5]
    """
    before = np.zeros(len(cells)) if offset is None else offset
    problem = Problem(Design(tuple(blocks)), family, cells.total / cells.weight, cells.weight, before)
    return problem.part(cells.total > 0) if family.name == "gamma" and (cells.total <= 0).any() else problem


def chosen(problem: Problem, *, folds: NDArray[Any]) -> tuple[Solution, dict[str, Any]]:
    """The solution at estimated strengths times the factor that cross-validation likes best, and what was tried.

    The search goes by factors of 2, first to heavier penalties and then to lighter ones, as long as it gets better.
    Where all events lie in one fold, the others have nothing to say of it, and the heaviest penalty is taken.

    >>> years, design = np.full(8, 50.0), Design((Block((), np.arange(8, dtype=np.int32) % 4, np.eye(4)),))
    >>> problem = Problem(design, Family("poisson"), np.array([1, 2, 3, 4, 1, 2, 3, 4]) / 10, years, np.zeros(8))
    >>> chosen(problem, folds=np.array([0] * 4 + [1] * 4))[1]["strength_multiplier"] < 1
    True
    """
    estimated = estimated_strengths(problem)
    rests = (problem.part(folds != fold) for fold in np.unique(folds))
    steps, begun = ((2.0, 0.5), 1.0) if all(rest.has_shape for rest in rests) else ((), HEAVIEST)
    tried = {begun: cross_validated(estimated, folds=folds, by=begun)}
    for step in steps:
        best = min(tried, key=tried.__getitem__)
        while LIGHTEST <= best * step <= HEAVIEST and best * step not in tried:
            tried[best * step] = cross_validated(estimated, folds=folds, by=best * step)
            best = min(tried, key=tried.__getitem__)
    best = min(tried, key=tried.__getitem__)
    solution = scaled(estimated, best) if best != 1.0 else estimated
    told = {
        "strength_multiplier": best,
        "cross_validated_deviance": tried[best],
        "deviance_without_tables": problem.deviance(beginning(problem)),
        "fold_count": len(np.unique(folds)),
    }
    return solution, told | {"tables": strengths_told(solution)}


def cross_validated(solution: Solution, *, folds: NDArray[Any], by: float) -> float:
    """The total deviance of cells under fits to the other folds, with the solution's strengths times a factor.

    Raises ValueError for fewer than two folds.

    >>> years, design = np.full(4, 50.0), Design((Block((), np.arange(4, dtype=np.int32) % 2, np.eye(2)),))
    >>> problem = Problem(design, Family("poisson"), np.array([0.1, 0.3, 0.1, 0.3]), years, np.zeros(4))
    >>> cross_validated(solve(problem, [1e-6]), folds=np.array([0, 0, 1, 1]), by=1.0) < 1e-9
    True
    """
    numbers = np.unique(folds)
    if len(numbers) < 2:
        raise ValueError("cross-validation needs two folds or more: deal the rows to folds first")
    deviance = 0.0
    for fold in numbers:
        rest, kept = solution.problem.part(folds != fold), solution.problem.part(folds == fold)
        strengths = [strength * by for strength in solution.strengths]
        deviance += kept.deviance(solve(rest, strengths, solution.coefficients).coefficients)
    return deviance


def finished(solution: Solution, pools: Pools, cells: Cells, *, about: Mapping[str, Any]) -> RatingModel:
    """A solution as a model: tables with intervals, normalised, balanced to the cells' total.

    >>> from kehu.statistics.rating.bins import Binning
    >>> from kehu.statistics.rating.cells import cells_of
    >>> bins = [Binning("age", "numeric", cuts=(30,))]
    >>> cells = cells_of({"age": [20, 40]}, bins, weight=[100, 100], total=[30, 10])
    >>> solution = solve(as_problem(cells, main_blocks(cells), Family("poisson")), [0.001])
    >>> round(finished(solution, made_monotone(solution)[1], cells, about={}).base, 4)
    0.1732
    """
    told = {
        **about,
        "weight": float(cells.weight.sum()),
        "total": float(cells.total.sum()),
        "dispersion": solution.dispersion,
    }
    base = float(np.exp(solution.coefficients[0]))
    fitted = RatingModel(solution.problem.family, base, tables_of(solution, pools, cells), about=told)
    return rebalanced(normalised(fitted), cells)


def tables_of(solution: Solution, pools: Pools, cells: Cells) -> tuple[RatingTable, ...]:
    """The tables of a solution, with intervals, and with the weight of these cells as their exposure.

    >>> from kehu.statistics.rating.bins import Binning
    >>> from kehu.statistics.rating.cells import cells_of
    >>> bins = [Binning("age", "numeric", cuts=(30,))]
    >>> cells = cells_of({"age": [20, 40]}, bins, weight=[100, 100], total=[30, 10])
    >>> solution = solve(as_problem(cells, main_blocks(cells), Family("poisson")), [0.001])
    >>> tables_of(solution, made_monotone(solution)[1], cells)[0].exposure.tolist()
    [0.0, 100.0, 100.0]
    """
    blocks = zip(solution.problem.design.blocks, pools, solution.problem.design.spans, strict=True)
    return tuple(_table(solution, block, pool, span, cells) for block, pool, span in blocks)


def strengths_told(solution: Solution) -> dict[str, Any]:
    """The strength of each block's penalty and its effective number of coefficients, for people to read.

    >>> from kehu.statistics.rating.bins import Binning
    >>> from kehu.statistics.rating.cells import cells_of
    >>> cells = cells_of({"age": [20, 40]}, [Binning("age", "numeric", cuts=(30,))], weight=[1, 1], total=[1, 2])
    >>> strengths_told(solve(as_problem(cells, main_blocks(cells), Family("poisson")), [2.0]))["age"]["strength"]
    2.0
    """
    blocks = zip(solution.problem.design.blocks, solution.strengths, solution.freedom, strict=True)
    return {
        " × ".join(binning.factor for binning in block.binnings): {"strength": strength, "freedom": freedom}
        for block, strength, freedom in blocks
    }


def _table(solution: Solution, block: Block, pool: NDArray[Any], span: slice, cells: Cells) -> RatingTable:
    """The table of one block; levels share what their pool has."""
    shape = tuple(binning.count for binning in block.binnings)
    exposure = _exposure(block, cells)
    logs = solution.coefficients[1:][span][pool]
    sure = solution.covariance[1:, 1:][span, span]
    doubt = _doubt_of_strength(solution, solution.problem.design.spans.index(span))
    covariance = (sure * solution.dispersion + doubt)[np.ix_(pool, pool)]
    share = exposure / exposure.sum()
    centre = float(share @ logs)
    across = covariance @ share
    spread = np.sqrt(np.maximum(np.diag(covariance) - 2 * across + share @ across, 0.0))
    # A level without any weight says nothing of itself; between ordered neighbours it is interpolated.
    logs = np.where((exposure > 0) | _is_between(block), logs, centre)
    reach = np.minimum(NORMAL_95 * spread, NOTHING_KNOWN)
    bounds = [np.exp(logs + sign * reach).reshape(shape) for sign in (-1, 1)]
    return RatingTable(block.binnings, np.exp(logs).reshape(shape), bounds[0], bounds[1], exposure.reshape(shape))


def _doubt_of_strength(solution: Solution, number: int) -> Floats:
    """What the coefficients of a block would move by if its penalty were another one, to first order.

    The logarithm of a strength that is told by f degrees of freedom has a variance of about 2 / f.
    """
    block, span = solution.problem.design.blocks[number], solution.problem.design.spans[number]
    pull = block.penalty @ solution.coefficients[1:][span]
    moved = solution.strengths[number] * (solution.covariance[1:, 1:][span, span] @ pull)
    found: Floats = np.outer(moved, moved) * 2 / max(solution.freedom[number], 1.0)
    return found


def _exposure(block: Block, cells: Cells) -> Floats:
    """The weight of each level, over all cells."""
    held = RatingTable(block.binnings, *(np.zeros(tuple(b.count for b in block.binnings)),) * 4)
    places = np.ravel_multi_index(held.axes(cells), held.exposure.shape)
    return sums_by(places, cells.weight, held.exposure.size)


def _is_between(block: Block) -> NDArray[np.bool_]:
    """Levels that neighbours hold in place: all of ordered factors but "missing"."""
    inside = [np.r_[False, np.full(binning.count - 1, binning.is_ordered)] for binning in block.binnings]
    held: NDArray[np.bool_] = inside[0] if len(inside) == 1 else np.logical_and.outer(*inside).reshape(-1)
    return held


def _counted(cells: Cells, family: Family) -> Cells:
    """The cells that a fit counts."""
    return cells.part(cells.total > 0) if family.name == "gamma" else cells
