"""Groups of records from the weights of pairs, joined while the evidence of all their pairs together says so.

Two groups are joined by the mean weight of all pairs between them; a pair that was not compared says nothing and counts
as 0. So one strong link between two families of weak ones joins nothing, where chains of links would (average linkage,
Sokal and Michener 1958, on a sparse graph). Groups that contradict each other are never joined, whatever their weight.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Nodes = NDArray[np.int64]
Floats = NDArray[np.float64]
Said = dict[int, int]  # how many records say each number


@dataclass(frozen=True)
class Contradiction:
    """What a record says of which a group may hold one thing only: a number a record, below 0 where it says nothing.

    Two groups contradict each other where they hold different numbers. With `are_alike`, which tells of two numbers
    whether they may be one thing written in two ways, they do where what each says most often is not alike.
    """

    told: Nodes
    are_alike: Callable[[int, int], bool] | None = None

    def parts(self, first: Said, second: Said) -> bool:
        """Whether what two groups say cannot be of one."""
        if not first or not second:
            return False
        if self.are_alike is None:
            return len(first.keys() | second.keys()) > max(len(first), len(second))
        return not self.are_alike(_most_said(first), _most_said(second))


def _most_said(said: Said) -> int:
    """What is said most often, the smallest number of several."""
    return min(said, key=lambda number: (-said[number], number))


@dataclass
class _Groups:
    """The groups as they grow: who is in which, and the sum of the weights between neighbours."""

    size: list[int]
    between: list[dict[int, float]]
    said: list[list[Said]]
    contradictions: Sequence[Contradiction]
    parent: list[int]
    apart: dict[int, set[int]]

    def mean(self, first: int, second: int) -> float:
        return self.between[first][second] / (self.size[first] * self.size[second])

    def contradict(self, first: int, second: int) -> bool:
        if second in self.apart.get(first, ()):
            return True
        told = zip(self.contradictions, self.said, strict=True)
        return any(rule.parts(said[first], said[second]) for rule, said in told)

    def join(self, kept: int, gone: int) -> None:
        """Put one group into another; the weights between each and a third are summed."""
        for other, weight in self.between[gone].items():
            self.between[other].pop(gone)
            if other != kept:
                self.between[kept][other] = self.between[kept].get(other, 0.0) + weight
                self.between[other][kept] = self.between[kept][other]
        self.between[gone] = {}
        self.size[kept] += self.size[gone]
        for said in self.said:
            for number, count in said[gone].items():
                said[kept][number] = said[kept].get(number, 0) + count
        for other in self.apart.pop(gone, ()):
            self.apart[other].discard(gone)
            self.apart[other].add(kept)
            self.apart.setdefault(kept, set()).add(other)
        self.parent[gone] = kept


def joined(
    groups: Nodes,
    *,
    left: Nodes,
    right: Nodes,
    weight: Floats,
    least: float,
    contradictions: Sequence[Contradiction] = (),
    apart: Sequence[tuple[int, int]] = (),
) -> Nodes:
    """The group of each record, numbered by its first record, after every join that the pairs warrant.

    `groups` are those to begin with, also numbered by their first record: records already known to be one. `left`,
    `right` and `weight` are the pairs compared, in either order, each once; `least` is the mean weight that joins;
    records of a pair in `apart` are never joined. What the groups to begin with hold is never parted, also where it
    contradicts itself. The order of pairs changes nothing.

    >>> alone = np.arange(4)
    >>> joined(alone, left=np.array([0, 1, 2]), right=np.array([1, 2, 3]), weight=np.array([9.0, 1.0, 9.0]), least=1)
    array([0, 0, 2, 2])
    """
    made = _beginning(groups, left, right, weight, contradictions, apart)
    heap = [
        (-made.mean(one, other), one, other) for one, near in enumerate(made.between) for other in near if one < other
    ]
    heap = [entry for entry in heap if -entry[0] >= least]
    heapq.heapify(heap)
    while heap:
        negative, one, other = heapq.heappop(heap)
        if other not in made.between[one] or -negative != made.mean(one, other) or made.contradict(one, other):
            continue
        # The group of the earlier record keeps its number, so that numbers do not depend on how groups grew.
        made.join(one, other)
        for near in made.between[one]:
            mean = made.mean(one, near)
            if mean >= least:
                heapq.heappush(heap, (-mean, min(one, near), max(one, near)))
    return _labels(groups, made.parent)


def _beginning(
    groups: Nodes,
    left: Nodes,
    right: Nodes,
    weight: Floats,
    contradictions: Sequence[Contradiction],
    apart: Sequence[tuple[int, int]],
) -> _Groups:
    count = len(groups)
    sizes = np.bincount(groups, minlength=count)
    between: list[dict[int, float]] = [{} for _ in range(count)]
    order = np.lexsort((np.maximum(left, right), np.minimum(left, right)))
    for one, other, amount in zip(
        groups[left][order].tolist(), groups[right][order].tolist(), weight[order].tolist(), strict=True
    ):
        if one != other:
            between[one][other] = between[other][one] = between[one].get(other, 0.0) + amount
    said = [_said(groups, rule.told) for rule in contradictions]
    barred: dict[int, set[int]] = {}
    for one, other in ((int(groups[one]), int(groups[other])) for one, other in apart):
        barred.setdefault(one, set()).add(other)
        barred.setdefault(other, set()).add(one)
    return _Groups(sizes.tolist(), between, said, contradictions, list(range(count)), barred)


def _said(groups: Nodes, told: Nodes) -> list[Said]:
    """What the records of each group say, with how many say so."""
    said: list[Said] = [{} for _ in range(len(groups))]
    for group, number in zip(groups.tolist(), told.tolist(), strict=True):
        if number >= 0:
            said[group][number] = said[group].get(number, 0) + 1
    return said


def _labels(groups: Nodes, parent: list[int]) -> Nodes:
    """The last group of each record's group; a group that keeps its number comes before those that go."""
    last = parent[:]
    for group in range(len(last)):
        last[group] = last[last[group]]
    found: Nodes = np.array(last, dtype=np.int64)[groups]
    return found
