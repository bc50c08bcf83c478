"""Losses: the distribution of one event's loss, and what of it the policy pays.

Reads lines, scales, deductibles and limits of terms; gives expected payments in closed form, and draws. A payment is
the loss up to the limit less the deductible; an event below the deductible is never told to the insurer.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.special import ndtr

from kehu.simulation import chance
from kehu.simulation.columns import Flags, Floats, Ints
from kehu.simulation.model import LINES, Model, Peril

LEAST = 1e-9


def expected_payment(
    model: Model, *, line: Ints, scale: Floats, deductible: Floats, limit: Floats
) -> tuple[Floats, Floats]:
    """For an event of each term: the probability that it passes the deductible, and the expected payment."""
    passes, payment = np.zeros(len(line)), np.zeros(len(line))
    for peril, rows in _by_peril(model, line):
        own = scale[rows]
        least = deductible[rows] / own
        passes[rows] += peril.share * _survival(peril, least)
        between = _limited(peril, limit[rows] / own) - _limited(peril, least)
        payment[rows] += peril.share * own * between
    return passes, payment


def draw_losses(model: Model, *, line: Ints, scale: Floats, random: np.random.Generator) -> tuple[Ints, Floats]:
    """Peril (its place in the model) and loss of each event."""
    weights = np.array(
        [[peril.share * (peril.line == number) for peril in model.perils] for number in range(len(LINES))]
    )
    peril = chance.choose_by_row(random, weights, line)
    size = np.array([item.scale for item in model.perils])[peril]
    shape = np.array([item.shape for item in model.perils])[peril]
    is_pareto = np.array([item.law == "pareto" for item in model.perils])[peril]
    normal = np.exp(random.normal(size=len(line)) * shape)
    tail = (1 - random.random(len(line))) ** (-1 / shape) - 1
    return peril, scale * size * np.where(is_pareto, tail, normal)


def usual_losses(model: Model) -> Floats:
    """Usual size of a loss by line: the mean of its perils' scales."""
    usual = np.zeros(len(LINES))
    for peril in model.perils:
        usual[peril.line] += peril.share * peril.scale
    return usual


def _by_peril(model: Model, line: Ints) -> Iterator[tuple[Peril, Flags]]:
    masks = [line == number for number in range(len(LINES))]
    for peril in model.perils:
        if masks[peril.line].any():
            yield peril, masks[peril.line]


def _survival(peril: Peril, amount: Floats) -> Floats:
    """Probability that the loss at scale 1 passes an amount."""
    relative = np.maximum(amount / peril.scale, LEAST)
    if peril.law == "pareto":
        return (1 + relative) ** -peril.shape
    return ndtr(-np.log(relative) / peril.shape)  # type: ignore[no-any-return]


def _limited(peril: Peril, amount: Floats) -> Floats:
    """Expected loss at scale 1, each loss cut off at an amount."""
    relative = np.maximum(amount / peril.scale, LEAST)
    if peril.law == "pareto":
        power = 1 - peril.shape
        return peril.scale * ((1 + relative) ** power - 1) / power
    mean = peril.scale * np.exp(peril.shape**2 / 2)
    below = ndtr(np.log(relative) / peril.shape - peril.shape)
    return mean * below + amount * ndtr(-np.log(relative) / peril.shape)  # type: ignore[no-any-return]
