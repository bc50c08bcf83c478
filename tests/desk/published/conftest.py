"""A run to publish, as the engine's gateway gives it, without an engine.

Gives `feed_of(label, people)`, which stands in for `open_feed`: customers by place, keys, branches, a portfolio.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from kehu.portfolio import ListBatch
from kehu.search import KeyBatch
from kehu_desk.engine import ScopedDocument
from kehu_desk.engine.feed import numbered

FIELDS = ListBatch.__dataclass_fields__


@dataclass
class Feed:
    """A run of customers: name, branch, result in whole units (None: no account)."""

    label: str
    people: list[tuple[str, str | None, int | None]]
    as_of: datetime.date = datetime.date(2024, 12, 31)
    currency: str = "CNY"
    breaks_after: int | None = None

    @property
    def customer_count(self) -> int:
        return len(self.people)

    @property
    def branches(self) -> Any:
        counts: dict[str, int] = {}
        for _, branch, _ in self.people:
            counts[branch or ""] = counts.get(branch or "", 0) + 1
        return numbered(counts)

    def customers(self) -> Iterator[ListBatch]:
        for place, (name, branch, result) in enumerate(self.people, start=1):
            if self.breaks_after is not None and place > self.breaks_after:
                raise OSError("the disk is gone")
            known: dict[str, Any] = {
                **{"place": place, "customer_id": f"C{place}", "kind": "person", "name": name, "branch": branch},
                **{"lines": "motor" if result else None, "party_count": 1, "policy_count": 1, "policies_in_force": 1},
                **{"claim_count": 0, "earned_premium": Decimal(100), "incurred": Decimal(0)},
                **{"result": Decimal(result or 0), "rank": None if result is None else place},
                **{"tier": None if result is None else ("A" if place == 1 else "D")},
            }
            yield ListBatch(**{field: (known.get(field),) for field in FIELDS})

    def search_keys(self) -> Iterator[KeyBatch]:
        pairs = sorted((name.lower(), place) for place, (name, _, _) in enumerate(self.people, start=1))
        return iter([KeyBatch(tuple(key for key, _ in pairs), tuple(place for _, place in pairs))])

    def portfolios(self) -> Iterator[ScopedDocument]:
        return iter([ScopedDocument("", {"scope": "", "run": self.label})])


@pytest.fixture
def feed_of(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Feed]:
    """`feed_of("R000001", people)` is what publishing that label reads."""
    feeds: dict[str, Feed] = {}

    @contextmanager
    def opened(label: str) -> Iterator[Feed]:
        yield feeds[label]

    monkeypatch.setattr("kehu_desk.published.publishing.open_feed", opened)

    def make(label: str, people: list[Any], **more: Any) -> Feed:
        feeds[label] = Feed(label, people, **more)
        return feeds[label]

    return make
