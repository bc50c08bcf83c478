"""Nodes joined one pair at a time, while nothing keeps them apart.

Reads joins in the order of their authority, pairs that must stay apart, and what each node says of which a group holds
one thing only; gives groups. What was said first holds: a later join between groups that were parted, or that
contradict each other, is refused. A union-find in Python, for the few nodes of which something of the sort is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kehu.statistics.linkage import Contradiction, Said

Refusal = Literal["parted", "contradicted"]


class Parting:
    """Groups of the nodes 0 … count - 1, each node alone at first.

    >>> groups = Parting(3)
    >>> groups.part(0, 2), groups.join(0, 1), groups.join(1, 2)
    (True, None, 'parted')
    """

    def __init__(self, count: int, contradictions: Sequence[Contradiction] = ()) -> None:
        """`contradictions` tell of every node."""
        self._parent = list(range(count))
        self._apart: dict[int, set[int]] = {}
        self._contradictions = contradictions
        self._said: list[list[Said]] = [
            [{number: 1} if number >= 0 else {} for number in rule.told.tolist()] for rule in contradictions
        ]

    def find(self, node: int) -> int:
        """The first node of the group."""
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def part(self, one: int, other: int) -> bool:
        """Keep two nodes apart from now on; False, and nothing changes, where they are one already."""
        first, second = self.find(one), self.find(other)
        if first == second:
            return False
        self._apart.setdefault(first, set()).add(second)
        self._apart.setdefault(second, set()).add(first)
        return True

    def join(self, one: int, other: int, *, is_sure: bool = False) -> Refusal | None:
        """Join the groups of two nodes, or say why not; a sure join does not mind what the nodes say."""
        kept, gone = sorted((self.find(one), self.find(other)))
        if kept == gone:
            return None
        if gone in self._apart.get(kept, ()):
            return "parted"
        if not is_sure and self._contradict(kept, gone):
            return "contradicted"
        self._merge(kept, gone)
        return None

    def parted(self) -> list[tuple[int, int]]:
        """The first nodes of groups that must stay apart, each pair once."""
        return sorted((one, other) for one, others in self._apart.items() for other in others if one < other)

    def _contradict(self, first: int, second: int) -> bool:
        told = zip(self._contradictions, self._said, strict=True)
        return any(rule.parts(said[first], said[second]) for rule, said in told)

    def _merge(self, kept: int, gone: int) -> None:
        self._parent[gone] = kept
        for other in self._apart.pop(gone, ()):
            self._apart[other].discard(gone)
            self._apart[other].add(kept)
            self._apart.setdefault(kept, set()).add(other)
        for said in self._said:
            for number, count in said[gone].items():
                said[kept][number] = said[kept].get(number, 0) + count
