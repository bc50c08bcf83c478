"""Portfolios made by the engine from accounts written by hand, and the same kept by the desk and read back.

Gives `portfolios`, the scopes of a company with two branches, one of which loses money; and `published_portfolios`,
the same on the desk.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from kehu.portfolio import (
    CohortYear,
    Counts,
    Curve,
    GridCell,
    Group,
    Movement,
    RenewalsDue,
    RetentionPoint,
    ScopedPortfolio,
)
from kehu.portfolio.figures import added
from kehu.portfolio.scoped_curves import points
from kehu_desk.engine import document_of

ROWS = {
    "HQ/North": [("C1", "motor", 2023, "1000.10", "0"), ("C1", "home", 2024, "200.00", "0")],
    "HQ/South": [("C2", "motor", 2024, "500.00", "2000.00")],
}
GRID = tuple(
    GridCell(*cell, count, Decimal(900), Decimal(result), Decimal(result) * 3, Decimal(result) * 4)
    for cell, count, result in (
        (("A", "A", "keep"), 1, 500),
        (("E", "A", "convert"), 2, -200),
        (("E", "B", "release"), 4, -50),
        (("none", "none", None), 1, 0),
    )
)
MOVEMENTS = tuple(
    Movement(*before, *now, count, Decimal(worth))
    for before, now, count, worth in (
        (("A", "A"), ("A", "A"), 1, 2000),
        (("A", "A"), ("E", "B"), 3, -100),
        (("E", "B"), ("E", "A"), 2, -800),
        (("E", "B"), ("left", "left"), 5, 0),
        (("new", "new"), ("none", "none"), 1, 0),
    )
)
RETENTION = tuple(
    RetentionPoint(kept, points, 0.8 + points / 100, *map(Decimal, (1000, points * gain, 0, points * gain * 2, 7)))
    for kept, gain in (("all", 10), ("good", 30))
    for points in (0.0, 1.0, 5.0)
)
COHORTS = tuple(
    CohortYear(cohort, year, 100, 0.8**year, 0.8**year - 0.1, 0.8**year + 0.1)
    for cohort in (0, *range(2017, 2025))
    for year in range(1, 4)
)
TIERS = {"C1": "A", "C2": "D"}


def row(customer: str, line: str, year: int, premium: str, incurred: str) -> dict[str, Any]:
    """An account with a fifth of the premium for costs."""
    earned, cost = Decimal(premium), Decimal(incurred)
    share = (earned / 10).quantize(Decimal("0.01"))
    return {
        **{"customer_id": customer, "line": line, "year": str(year), "earned_premium": earned, "incurred": cost},
        **{"commission": share, "expenses": share, "result": earned - cost - 2 * share, "claim_count": int(cost > 0)},
        **{"tier": TIERS[customer], "kind": "person", "channel": "agent"},
    }


def grouped(rows: list[dict[str, Any]], *keys: str) -> tuple[Group, ...]:
    """Groups of rows by some of their columns."""
    found = sorted({tuple(one[key] for key in keys) for one in rows})
    return tuple(Group(key, added(one for one in rows if tuple(one[k] for k in keys) == key)) for key in found)


VALUE_CURVES = (
    Curve("lifetime_value", points({1: (Decimal(700), 1), 20: (Decimal(200), 2), 100: (Decimal(100), 10)})),
)


def portfolio(scope: str, rows: list[dict[str, Any]], branches: tuple[Group, ...] = ()) -> ScopedPortfolio:
    """The portfolio of a scope."""
    figures = added(rows)
    results = sorted(
        (added([r for r in rows if r["customer_id"] == key]).result for key in {r["customer_id"] for r in rows}),
        reverse=True,
    )
    classes = {1 + 50 * n: (result, n + 1) for n, result in enumerate(results)}
    counts = dict.fromkeys(Counts.__dataclass_fields__, len(results)) | {
        "losing_count": sum(result < 0 for result in results),
        "losing_result": sum((result for result in results if result < 0), Decimal(0)),
    }
    return ScopedPortfolio(
        scope=scope,
        run="R000001",
        as_of=datetime.date(2024, 12, 31),
        currency="CNY",
        counts=Counts(**counts),
        figures=figures,
        lines=grouped(rows, "line"),
        years=grouped(rows, "year"),
        channels=grouped(rows, "channel"),
        kinds=grouped(rows, "kind"),
        tiers=grouped(rows, "tier"),
        lines_by_year=grouped(rows, "line", "year"),
        branches=branches,
        curves=tuple(Curve(name, points(classes)) for name in ("result", "earned_premium", "incurred")),
        renewals=(RenewalsDue(datetime.date(2025, 1, 1), 2, 3, Decimal("700.00"), figures.result, 1),),
        grid=GRID,
        retention=RETENTION if scope == "" else (),
        value_curves=VALUE_CURVES if scope == "" else (),
        movements=MOVEMENTS if scope == "" else (),
        cohorts=COHORTS if scope == "" else (),
    )


@pytest.fixture
def portfolios() -> dict[str, ScopedPortfolio]:
    """The scopes of the company."""
    rows = {branch: [row(*one) for one in found] for branch, found in ROWS.items()}
    below = tuple(Group((branch,), added(found)) for branch, found in rows.items())
    everything = [one for found in rows.values() for one in found]
    leaves = {branch: portfolio(branch, found) for branch, found in rows.items()}
    head = {
        "": portfolio("", everything, (Group(("HQ",), added(everything)),)),
        "HQ": portfolio("HQ", everything, below),
    }
    return {**head, **leaves}


@pytest.fixture
def published_portfolios(published: Any, portfolios: dict[str, ScopedPortfolio]) -> Any:
    """The run on the desk, with these portfolios."""
    documents = {scope: document_of(one) for scope, one in portfolios.items()}
    return published([{"branch": branch} for branch in ROWS], portfolios=documents)
