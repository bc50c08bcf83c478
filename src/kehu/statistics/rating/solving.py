"""Coefficients that maximise a penalised likelihood, how sure they are, and how strong the penalty should be.

Reads a design with observed means and weights; gives coefficients with their covariance, or strengths of penalties.
glum fits; Newton steps take its answer, or a near one, to the precision of the machine. A block's strength is estimated
as the variance component that it stands for (Schall 1991; Wood and Fasiolo 2017): φ / τ², where τ² is the spread of the
coefficients a degree of freedom. So a factor with little to tell is drawn to 1, and one that matters is left alone.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import glum
import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from kehu.statistics.rating.design import Design
from kehu.statistics.rating.families import Family

Floats = NDArray[np.float64]
TOLERANCE = 1e-8
STEPS, EXACT, ROUNDING = 25, 1e-9, 1e-11
ROUNDS = 20
SETTLED = 0.05  # the change of a log strength at which no prediction changes any more
STRONGEST = 10  # times all information: a level that holds a tenth of it keeps a hundredth of its effect
WEAKEST = 1e-9  # times all information: claims that all cost the same leave no scatter to weigh a table against


@dataclass(frozen=True, eq=False)
class Problem:
    """What is fitted: the design, the observed mean and weight of each cell, and what is known before, as an offset."""

    design: Design
    family: Family
    observed: Floats
    weight: Floats
    offset: Floats

    def part(self, chosen: NDArray[np.bool_]) -> Problem:
        """The problem on some of the cells."""
        arrays = (each[chosen] for each in (self.observed, self.weight, self.offset))
        return Problem(self.design.part(chosen), self.family, *arrays)

    def mean(self, coefficients: Floats) -> Floats:
        """The expected mean of each cell."""
        return self.family.mean(self.design.linear(coefficients) + self.offset)

    @property
    def has_shape(self) -> bool:
        """Whether anything can be told apart: there are events, and of shares something else as well."""
        events, weight = float((self.observed * self.weight).sum()), float(self.weight.sum())
        return events > 0 and (self.family.link == "log" or events < weight * (1 - ROUNDING))

    def deviance(self, coefficients: Floats) -> float:
        """The total deviance of the cells."""
        return float((self.family.deviance(self.observed, self.mean(coefficients)) * self.weight).sum())


@dataclass(frozen=True, eq=False)
class Solution:
    """Coefficients of a problem at some strengths: the intercept, then block by block."""

    problem: Problem
    strengths: tuple[float, ...]
    coefficients: Floats

    @cached_property
    def covariance(self) -> Floats:
        """The posterior covariance of the coefficients at dispersion 1: the inverse of the penalised information."""
        factor = cho_factor(_curvature(self.problem, self.strengths, self.coefficients))
        found: Floats = cho_solve(factor, np.eye(len(self.coefficients)))
        return found

    @cached_property
    def freedom(self) -> tuple[float, ...]:
        """The effective number of coefficients of each block."""
        inner = self.covariance[1:, 1:]
        parts = zip(self.problem.design.spans, self.problem.design.blocks, self.strengths, strict=True)
        return tuple(
            float(block.count - strength * (inner[span, span] * block.penalty).sum()) for span, block, strength in parts
        )

    @cached_property
    def dispersion(self) -> float:
        """φ: 1 where the family fixes it, else Pearson's estimate."""
        problem = self.problem
        if problem.family.has_known_scale:
            return 1.0
        mean = problem.mean(self.coefficients)
        pearson = (problem.weight * (problem.observed - mean) ** 2 / problem.family.variance(mean)).sum()
        return float(pearson) / max(1.0, len(mean) - 1 - sum(self.freedom))


def solve(problem: Problem, strengths: Sequence[float], start: Floats | None = None) -> Solution:
    """The coefficients at those strengths of the penalty, one a block, counted in units of information.

    For claim counts a strength of K means that a level needs K expected claims to be believed by half. Where there
    is no event, or of shares nothing else, the likelihood has no maximum: the intercept stops half an event before.

    >>> from kehu.statistics.rating.design import Block
    >>> design = Design((Block((), np.array([0, 1], dtype=np.int32), np.eye(2)),))
    >>> counts, years = np.array([10.0, 30.0]), np.array([100.0, 100.0])
    >>> problem = Problem(design, Family("poisson"), counts / years, years, np.zeros(2))
    >>> problem.mean(solve(problem, [0.001]).coefficients).round(4).tolist()
    [0.1, 0.3]
    """
    if not problem.has_shape:
        return Solution(problem, tuple(strengths), beginning(problem))
    coefficients = _by_glum(problem, strengths) if start is None else start
    for _ in range(STEPS):
        stepped = _stepped(problem, strengths, coefficients)
        if not _is_better(problem, strengths, stepped, coefficients):
            # A start too far away is given up; glum, which searches along each step, begins anew.
            return Solution(problem, tuple(strengths), coefficients) if start is None else solve(problem, strengths)
        moved, coefficients = float(np.abs(stepped - coefficients).max()), stepped
        if moved < EXACT:
            break
    return Solution(problem, tuple(strengths), coefficients)


def estimated_strengths(problem: Problem) -> Solution:
    """The solution at the strengths that the data themselves ask for, each block's by its own variance component.

    >>> from kehu.statistics.rating.design import Block
    >>> design = Design((Block((), np.arange(4, dtype=np.int32), np.eye(4)),))
    >>> years = np.full(4, 100.0)
    >>> problem = Problem(design, Family("poisson"), np.array([0.1, 0.1, 0.3, 0.3]), years, np.zeros(4))
    >>> 1 < estimated_strengths(problem).strengths[0] < 10
    True
    """
    mean = problem.mean(beginning(problem))
    information = float(problem.family.information(mean, problem.weight).sum())
    solution = solve(problem, [information / 1000] * len(problem.design.blocks))
    for _ in range(ROUNDS):
        strengths = np.clip(_next_strengths(solution), WEAKEST * information, STRONGEST * information).tolist()
        change = np.abs(np.log(np.array(strengths) / np.array(solution.strengths)))
        solution = _moved(solution, strengths)
        # Where a block has no freedom left, its strength may grow for ever and changes nothing.
        if (change * np.minimum(1.0, solution.freedom)).max(initial=0.0) < SETTLED:
            break
    return solve(problem, solution.strengths, solution.coefficients)


def scaled(solution: Solution, by: float) -> Solution:
    """The solution with every strength multiplied.

    >>> from kehu.statistics.rating.design import Block
    >>> design = Design((Block((), np.arange(2, dtype=np.int32), np.eye(2)),))
    >>> problem = Problem(design, Family("poisson"), np.array([0.1, 0.3]), np.full(2, 100.0), np.zeros(2))
    >>> scaled(solve(problem, [2.0]), 4).strengths
    (8.0,)
    """
    return solve(solution.problem, [strength * by for strength in solution.strengths], solution.coefficients)


def beginning(problem: Problem) -> Floats:
    """The intercept that fits about as well as one alone can, and no effects.

    >>> problem = Problem(Design(()), Family("poisson"), np.array([0.1]), np.array([50.0]), np.zeros(1))
    >>> beginning(problem).round(4).tolist()
    [-2.3026]
    """
    family = problem.family
    overall = family.overall_mean(problem.weight, problem.weight * problem.observed)
    before = float((problem.offset * problem.weight).sum()) / float(problem.weight.sum())
    begun = np.zeros(problem.design.count + 1)
    begun[0] = float(family.linear(np.array(overall))) - before
    return begun


def _by_glum(problem: Problem, strengths: Sequence[float]) -> Floats:
    model = glum.GeneralizedLinearRegressor(
        family=problem.family.for_glum(),
        link=problem.family.link,
        alpha=1.0,
        P2=problem.design.penalty(strengths) / float(problem.weight.sum()),
        gradient_tol=TOLERANCE,
        solver="irls-ls",
        start_params=beginning(problem),
    )
    with warnings.catch_warnings():
        # Where its tolerance lies beyond rounding glum warns; the steps that follow go all the way.
        warnings.simplefilter("ignore", UserWarning)
        model.fit(problem.design.matrix, problem.observed, sample_weight=problem.weight, offset=problem.offset)
    return np.concatenate([[model.intercept_], model.coef_])


def _stepped(problem: Problem, strengths: Sequence[float], coefficients: Floats) -> Floats:
    """One Newton step on: each squares what is still wrong."""
    mean = problem.mean(coefficients)
    score = problem.design.sums(problem.family.score(problem.observed, mean, problem.weight))
    score[1:] -= problem.design.penalty(strengths) @ coefficients[1:]
    step: Floats = cho_solve(cho_factor(_curvature(problem, strengths, coefficients)), score)
    return coefficients + step


def _is_better(problem: Problem, strengths: Sequence[float], new: Floats, old: Floats) -> bool:
    """Whether the penalised deviance does not rise, rounding apart."""
    penalty = problem.design.penalty(strengths)
    after, before = (problem.deviance(each) + each[1:] @ penalty @ each[1:] for each in (new, old))
    return bool(after <= before + abs(before) * ROUNDING)


def _moved(solution: Solution, strengths: Sequence[float]) -> Solution:
    """The solution at other strengths, nearly: a Newton step, which is enough while strengths still move."""
    problem = solution.problem
    stepped = _stepped(problem, strengths, solution.coefficients)
    if _is_better(problem, strengths, stepped, solution.coefficients):
        return Solution(problem, tuple(strengths), stepped)
    return solve(problem, strengths)


def _curvature(problem: Problem, strengths: Sequence[float], coefficients: Floats) -> Floats:
    mean = problem.mean(coefficients)
    whole = problem.design.information(problem.family.information(mean, problem.weight))
    whole[1:, 1:] += problem.design.penalty(strengths)
    return whole


def _next_strengths(solution: Solution) -> list[float]:
    """φ / τ² of each block, where τ² = β'Sβ / freedom; without spread or freedom as strong as can be."""
    inner = solution.coefficients[1:]
    found = []
    for span, block, freedom in zip(
        solution.problem.design.spans, solution.problem.design.blocks, solution.freedom, strict=True
    ):
        spread = float(inner[span] @ block.penalty @ inner[span])
        found.append(solution.dispersion * max(freedom, 1e-6) / spread if spread > 1e-300 else np.inf)
    return found
