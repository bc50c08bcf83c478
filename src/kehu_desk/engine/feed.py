"""What publishing reads of a run: its branches, its customers, the keys by which they are found, its portfolios.

Opens a run through the engine; gives a `RunFeed` of frozen values in batches. No frame leaves from here, and rows are
read only when they are asked for, so that a run of a million customers needs no more memory than a small one.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from kehu.engines import Engine, EngineSettings, open_engine
from kehu.portfolio import ListBatch, branch_counts, listed_customers, scoped_portfolios
from kehu.search import KeyBatch, search_keys
from kehu.stores.run_folders import RunFolder
from kehu_desk.engine.documents import document_of
from kehu_desk.engine.homes import find_run


@dataclass(frozen=True)
class PublishedBranch:
    """A branch with its numbers in the tree: the branch and all below it are `number` to `last_number`."""

    path: str
    number: int
    last_number: int
    customer_count: int


@dataclass(frozen=True)
class ScopedDocument:
    """The portfolio of a scope as plain values that JSON can hold."""

    scope: str
    document: dict[str, Any]


@dataclass(frozen=True)
class RunFeed:
    """A run, open for publishing."""

    run: RunFolder
    engine: Engine
    label: str
    as_of: datetime.date
    currency: str
    customer_count: int
    branches: tuple[PublishedBranch, ...]

    def customers(self) -> Iterator[ListBatch]:
        """The customers in the order of their places."""
        return listed_customers(self.run, engine=self.engine)

    def search_keys(self) -> Iterator[KeyBatch]:
        """The keys by which each customer is found."""
        return search_keys(self.run, engine=self.engine)

    def portfolios(self) -> Iterator[ScopedDocument]:
        """The portfolio of the whole company and of every branch."""
        for scoped in scoped_portfolios(self.run, engine=self.engine):
            yield ScopedDocument(scoped.scope, document_of(scoped))


@contextmanager
def open_feed(label: str) -> Iterator[RunFeed]:
    """A run to be published; raises HomeError where there is none of that label."""
    run = find_run(label)
    manifest = run.manifest
    with open_engine(EngineSettings()) as engine:
        counts = branch_counts(run, engine=engine)
        yield RunFeed(
            run=run,
            engine=engine,
            label=run.label,
            as_of=run.as_of,
            currency=manifest["parameters"]["currency"],
            customer_count=sum(counts.values()),
            branches=numbered(counts),
        )


def numbered(counts: dict[str, int]) -> tuple[PublishedBranch, ...]:
    """Branches and all their ancestors, numbered from 1 in the order of the tree, from customers by home branch.

    >>> [(b.path, b.number, b.last_number, b.customer_count) for b in numbered({"HQ/North": 2, "HQ": 1, "": 5})]
    [('HQ', 1, 2, 3), ('HQ/North', 2, 2, 2)]
    """
    below: Counter[tuple[str, ...]] = Counter()
    for path, count in counts.items():
        for ancestor in _ancestors(path):
            below[ancestor] += count
    ordered = sorted(below)
    return tuple(
        PublishedBranch("/".join(parts), number, _last(ordered, number), below[parts])
        for number, parts in enumerate(ordered, start=1)
    )


def _ancestors(path: str) -> Iterable[tuple[str, ...]]:
    parts = tuple(path.split("/")) if path else ()
    return (parts[:depth] for depth in range(1, len(parts) + 1))


def _last(ordered: list[tuple[str, ...]], number: int) -> int:
    """The number of the last branch below the one at a number."""
    parts = ordered[number - 1]
    last = number
    while last < len(ordered) and ordered[last][: len(parts)] == parts:
        last += 1
    return last
