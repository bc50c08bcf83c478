"""What falls due for renewal in the next twelve months, by month and scope.

Reads the dossiers' terms and the listed customers; gives `RenewalsDue`. What is due is judged on the run's date: the
terms then in force, by the month of their expiry, with the premium that expires and the result so far of whose they
are.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.engines import Engine
from kehu.portfolio.trees import scopes_of
from kehu.stores.run_folders import RunFolder

MONTHS = 12


@dataclass(frozen=True)
class RenewalsDue:
    """A month: customers with a term that expires in it, those terms, their premium, and those customers' result.

    `month` is its first day. A customer counts once in a month and may stand in several; `expiring_premium` leaves out
    terms whose premium the source does not give.
    """

    month: datetime.date
    customer_count: int
    term_count: int
    expiring_premium: Decimal
    result: Decimal
    losing_count: int


def renewals_due(run: RunFolder, listed: ir.Table, *, engine: Engine) -> dict[str, tuple[RenewalsDue, ...]]:
    """The next twelve months of every scope in which something falls due, in the order of time."""
    sums: dict[str, dict[datetime.date, list[Any]]] = defaultdict(dict)
    for row in _by_branch(run, listed, engine):
        amounts = [row[name] or 0 for name in RenewalsDue.__dataclass_fields__ if name != "month"]
        for scope in scopes_of(row["branch"]):
            so_far = sums[scope].get(row["month"], [0] * len(amounts))
            sums[scope][row["month"]] = [one + other for one, other in zip(so_far, amounts, strict=True)]
    return {
        scope: tuple(RenewalsDue(month, *map(_exact, found[month], EXACT)) for month in sorted(found))
        for scope, found in sums.items()
    }


EXACT = (False, False, True, True, False)


def _exact(value: Any, is_amount: bool) -> Any:
    return Decimal(value).quantize(Decimal("0.01")) if is_amount else int(value)


def _by_branch(run: RunFolder, listed: ir.Table, engine: Engine) -> list[dict[str, Any]]:
    """Sums by home branch and month: first a row for each customer and month, then their sum."""
    terms = engine.read([run.table("dossier_terms")])
    end = ibis.least(terms.expiry_date, terms.cancellation_date.coalesce(terms.expiry_date))
    last = _months_after(run.as_of, MONTHS)
    in_force = (terms.inception_date <= run.as_of) & (end > run.as_of) & (end <= last)
    due = terms.mutate(month=end.truncate("M").cast("date")).filter(in_force)
    own = due.group_by("customer_id", "month").agg(term_count=due.count(), premium=due.written_premium.sum())
    joined = own.inner_join(listed.select("customer_id", "branch", "result"), "customer_id")
    sums = joined.group_by(joined.month, branch=joined.branch.fill_null("")).agg(
        customer_count=joined.count(),
        term_count=joined.term_count.sum(),
        expiring_premium=joined.premium.sum(),
        result=joined.result.sum(),
        losing_count=(joined.result < 0).sum(),
    )
    rows: list[dict[str, Any]] = sums.to_pyarrow().to_pylist()
    return rows


def _months_after(day: datetime.date, months: int) -> datetime.date:
    """The last day of the month that is some months later.

    >>> _months_after(datetime.date(2024, 12, 31), 12)
    datetime.date(2025, 12, 31)
    """
    place = day.year * 12 + day.month + months
    return datetime.date(place // 12, place % 12 + 1, 1) - datetime.timedelta(days=1)
