"""Draws: places by weight, yes or no by probability, whole days.

Reads a random generator and gives arrays; every draw of the simulation that has a shape of its own stands here.
Choice by weight searches the cumulative weights, which costs the same for any number of rows.
"""

from __future__ import annotations

import numpy as np

from kehu.simulation.columns import Flags, Floats, Ints


def choose(random: np.random.Generator, weights: Floats, size: int) -> Ints:
    """Places in a list of weights, drawn with those weights.

    >>> choose(np.random.default_rng(1), np.array([0.0, 1.0, 0.0]), 3).tolist()
    [1, 1, 1]
    """
    edges = np.cumsum(weights) / np.sum(weights)
    return np.minimum(np.searchsorted(edges, random.random(size), side="right"), len(weights) - 1)


def choose_by_row(random: np.random.Generator, weights: Floats, kinds: Ints) -> Ints:
    """As `choose`, where row `i` has the weights of the row `kinds[i]` of a table of weights."""
    edges = np.cumsum(weights, axis=1) / weights.sum(axis=1, keepdims=True)
    drawn = random.random(len(kinds))
    passed = (drawn[:, None] >= edges[kinds]).sum(axis=1)
    places: Ints = np.minimum(passed, weights.shape[1] - 1)
    return places


def happens(random: np.random.Generator, probability: Floats | float, size: int) -> Flags:
    """Yes with the probability of each row, or with one probability."""
    return random.random(size) < probability


def days(random: np.random.Generator, least: int, most: int, size: int) -> Ints:
    """Whole numbers from `least` to `most`, both included."""
    return random.integers(least, most + 1, size)


def unit_gamma(random: np.random.Generator, variance: float, size: int) -> Floats:
    """A gamma of mean 1 and the given variance."""
    return random.gamma(1 / variance, variance, size)


def shuffled(random: np.random.Generator, size: int) -> Ints:
    """The places 0 … size - 1 in a random order."""
    return random.permutation(size).astype(np.int64)
