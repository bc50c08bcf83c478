"""The figures of an account: premium, claims, costs and result, summed exactly, with their ratios.

Reads rows of `accounts` and `customer_results`; gives `Figures` and `Breakdown`, frozen and free of frames.
Every view of a run sums the same columns here, so that lines, years, channels and branches add up to one total.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.stores.run_folders import RunFolder

GROUPINGS = ("line", "year", "channel", "branch")
COUNTS = ("exposure_days", "claim_count", "unpriced_exposure_days")
AMOUNTS = (
    "written_premium",
    "earned_premium",
    "incurred",
    "commission",
    "expenses",
    "result",
    "unpriced_incurred",
)
MILLIONTH = Decimal("0.000001")


@dataclass(frozen=True)
class Figures:
    """An account in one row, in the book's currency.

    Ratios are of the priced business (`incurred` less `unpriced_incurred`) to its earned premium; None without premium.
    """

    customer_count: int
    exposure_days: int
    claim_count: int
    written_premium: Decimal
    earned_premium: Decimal
    incurred: Decimal
    commission: Decimal
    expenses: Decimal
    result: Decimal
    unpriced_exposure_days: int
    unpriced_incurred: Decimal
    loss_ratio: Decimal | None
    combined_ratio: Decimal | None

    @property
    def costs(self) -> Decimal:
        """Commission and expenses together."""
        return self.commission + self.expenses


@dataclass(frozen=True)
class Group:
    """One group of a breakdown: its keys, such as a line, and its figures."""

    keys: tuple[str, ...]
    figures: Figures


@dataclass(frozen=True)
class Breakdown:
    """The book's account by one or more groupings, and its total.

    Customers are counted once in each group, and once in the total.
    """

    by: tuple[str, ...]
    groups: tuple[Group, ...]
    total: Figures


def breakdown(run: RunFolder, *, by: Sequence[str], engine: Engine) -> Breakdown:
    """The account by line, year, channel or branch: years in their order, others by result, the best first."""
    accounts = engine.read([run.table("accounts")])
    groups = [
        Group(tuple(str(row[name]) for name in by), figures_of(row))
        for row in summed(accounts.group_by(*by), accounts).to_pyarrow().to_pylist()
    ]
    return Breakdown(tuple(by), tuple(sorted(groups, key=_place(by))), total(run, engine=engine))


def total(run: RunFolder, *, engine: Engine) -> Figures:
    """The account of the whole book."""
    accounts = engine.read([run.table("accounts")])
    (row,) = summed(accounts, accounts).to_pyarrow().to_pylist()
    return figures_of(row)


def summed(grouped: Any, accounts: ir.Table) -> ir.Table:
    """Sums of every figure over a table or its groups."""
    sums = {name: accounts[name].sum() for name in (*COUNTS, *AMOUNTS)}
    made: ir.Table = grouped.aggregate(customer_count=accounts.customer_id.nunique(), **sums)
    return made


def added(rows: Iterable[Mapping[str, Any]]) -> Figures:
    """The figures of a few accounts together.

    >>> added([{"customer_id": "a", "earned_premium": Decimal(1)}, {"customer_id": "a"}]).earned_premium
    Decimal('1.00')
    """
    there = list(rows)
    sums: dict[str, Any] = {name: sum(row.get(name) or 0 for row in there) for name in (*COUNTS, *AMOUNTS)}
    return figures_of({"customer_count": len({row["customer_id"] for row in there}), **sums})


def figures_of(row: Mapping[str, Any]) -> Figures:
    """The figures of a row of sums; what a row does not give counts as nothing."""
    counts: dict[str, Any] = {name: int(row.get(name) or 0) for name in ("customer_count", *COUNTS)}
    amounts: dict[str, Any] = {name: Decimal(row.get(name) or 0).quantize(Decimal("0.01")) for name in AMOUNTS}
    priced = amounts["incurred"] - amounts["unpriced_incurred"]
    costs = priced + amounts["commission"] + amounts["expenses"]
    return Figures(
        **counts,
        **amounts,
        loss_ratio=ratio(priced, amounts["earned_premium"]),
        combined_ratio=ratio(costs, amounts["earned_premium"]),
    )


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """One amount as a share of another, to a millionth; None where the other is nothing.

    >>> ratio(Decimal(71), Decimal(100)), ratio(Decimal(1), Decimal(0))
    (Decimal('0.710000'), None)
    """
    return (part / whole).quantize(MILLIONTH, ROUND_HALF_UP) if whole > 0 else None


def _place(by: Sequence[str]) -> Any:
    """How groups are ordered: years first in time, then the best result first."""
    years = [place for place, name in enumerate(by) if name == "year"]

    def place_of(group: Group) -> tuple[Any, ...]:
        return (*(group.keys[place] for place in years), -group.figures.result, group.keys)

    return place_of
