"""Credibility in a hierarchy of any depth, of counts or amounts: a person in a team in a branch in a channel.

Reads arrays of what was observed and expected with the path of each row from the outermost level to the innermost;
gives the variance of every level, and for every row the effect of each level, the factor of all, and its error.
Jewell's linear Bayes carried up and down the tree once, so that a level with little of its own says what the one above
says; amounts enter by their dispersion, the variance of what is observed for each unit expected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# A row's level is 1 + the effects of its nodes, of variance s by level; what is observed has variance f E around
# E × level, f the dispersion (1 for counts). A node that is its own only row has P = E/f and R = (observed - E)/f; a
# node above gathers from its children c
#     P = sum P_c / (1 + s_c P_c),  R = sum R_c / (1 + s_c P_c),
# and downwards, with t the sum of the effects above it and v the variance that t is left with,
#     effect = s (R - P t) / (1 + s P),  variance of t + effect = s / (1 + s P) + v / (1 + s P)².
# With one level it is 1 + Z (A/E - 1), Z = E s / (f + E s), of variance s (1 - Z).
# Products of innermost nodes that part below level l have mean E E' (s_0 + … + s_l); sums of squares by level tell.

ROUNDS = 5

Numbers = NDArray[np.float64]
Paths = NDArray[np.int64]
Sums = tuple[Numbers, Numbers]


@dataclass(frozen=True)
class Effects:
    """For every row the effect of each level (rows × levels), the factor 1 + their sum, and its standard error."""

    by_level: Numbers
    factor: Numbers
    standard_error: Numbers


def dispersion(amounts: Numbers) -> float:
    """The dispersion of sums of claims, from the claims one by one: sum x² / sum x (their number being Poisson).

    >>> dispersion(np.array([1.0, 1.0, 4.0]))
    3.0
    """
    return float(amounts @ amounts / amounts.sum())


def variances(
    observed: Numbers, expected: Numbers, path: Paths, *, dispersion: float, rounds: int = ROUNDS
) -> tuple[float, ...]:
    """The variance of each level, the outermost first; `rounds=1` gives the plain moments.

    A level whose nodes have one child each cannot be told from the next: it takes what both vary.

    >>> path = np.array([[0, 0], [0, 1], [1, 2], [1, 3]])
    >>> variances(np.array([3.0, 3, 0, 0]), np.ones(4), path, dispersion=1.0, rounds=1)
    (1.5, 0.0)
    """
    nodes, _ = _tree(path)
    own, rest = _summed(nodes[-1], expected), _summed(nodes[-1], observed - expected)
    first = np.unique(nodes[-1], return_index=True)[1]
    levels = [node[first] for node in nodes]
    total, found = 0.0, [0.0] * len(nodes)
    for _ in range(rounds):
        scale = 1 / (1 + total * own / dispersion)
        noise = dispersion * float(scale**2 @ own)
        total, found = _split(levels, rest * scale, own * scale, noise)
    return tuple(found)


def effects(
    observed: Numbers, expected: Numbers, path: Paths, *, variances: Sequence[float], dispersion: float
) -> Effects:
    """What each level's record says of each row; 1 + the effects down to a level is the factor of that level's node.

    >>> path = np.array([[0, 0], [0, 1]])
    >>> found = effects(np.array([3.0, 0.0]), np.ones(2), path, variances=[0.5, 0.5], dispersion=1.0)
    >>> found.factor.round(3).tolist()
    [1.8, 0.8]
    """
    nodes, parents = _tree(path)
    own = _summed(nodes[-1], expected / dispersion), _summed(nodes[-1], (observed - expected) / dispersion)
    gathered = _gathered(parents, own, variances=variances)
    above, doubt, by_level = np.zeros(1), np.zeros(1), []
    for node, parent, variance, (precision, rest) in zip(nodes, parents, variances, gathered, strict=True):
        damping = 1 + variance * precision
        effect = variance * (rest - precision * above[parent]) / damping
        above, doubt = above[parent] + effect, variance / damping + doubt[parent] / damping**2
        by_level.append(effect[node])
    return Effects(np.column_stack(by_level), 1 + above[nodes[-1]], np.sqrt(doubt[nodes[-1]]))


def _tree(path: Paths) -> tuple[list[Paths], list[Paths]]:
    """By level the node of each row, and the parent of each node (of the outermost: one root)."""
    nodes, parents = [], []
    above = np.zeros(len(path), dtype=np.int64)
    for level in range(path.shape[1]):
        _, first, node = np.unique(
            np.column_stack([above, path[:, level]]), axis=0, return_index=True, return_inverse=True
        )
        nodes.append(node.ravel())
        parents.append(above[first])
        above = node.ravel()
    return nodes, parents


def _gathered(parents: list[Paths], own: Sums, *, variances: Sequence[float]) -> list[Sums]:
    """P and R of every node by level, from those of the innermost upwards."""
    found = [own]
    for parent, variance in zip(parents[:0:-1], variances[:0:-1], strict=True):
        precision, rest = found[0]
        damping = 1 + variance * precision
        found.insert(0, (_summed(parent, precision / damping), _summed(parent, rest / damping)))
    return found


def _summed(nodes: Paths, numbers: Numbers) -> Numbers:
    return np.bincount(nodes, weights=numbers).astype(np.float64)


def _split(levels: list[Paths], rest: Numbers, own: Numbers, noise: float) -> tuple[float, list[float]]:
    """The variance of all levels together, and of each, from sums of squares by level."""
    products = [float((_summed(node, rest) ** 2).sum()) for node in levels]
    means = [float((_summed(node, own) ** 2).sum()) for node in levels]
    shared = [max((products[-1] - noise) / means[-1], 0.0) if means[-1] else 0.0]
    for level in range(len(levels) - 2, -1, -1):
        pairs = means[level] - means[level + 1]
        together = (products[level] - products[level + 1]) / pairs if pairs > 1e-12 * means[level] else shared[0]
        shared.insert(0, min(max(together, 0.0), shared[0]))
    return shared[-1], [shared[0], *np.diff(shared).tolist()]
