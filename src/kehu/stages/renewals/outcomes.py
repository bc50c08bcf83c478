"""What all offers come to: worth, customers kept, the next year's premium and result, and how the limits were kept.

Reads a `Book` and what was chosen; gives rows of `RenewalScenarios`, `RenewalLimits` and `RenewalFrontierPoints`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from kehu.renewal_assumptions import Renewals, Scenario
from kehu.stages.renewals.choosing import Book, Chosen
from kehu.stages.renewals.limits import POINT, Shared
from kehu.stages.renewals.lists import change_of, listed
from kehu.stages.renewals.subjects import Floats
from kehu.statistics.allocation import Allocation
from kehu.statistics.allocation.solving import Kept
from kehu.tables.decisions import LISTS

UNCHANGED = "unchanged"


def outcome(book: Book, chosen: Chosen, *, parameters: Renewals) -> dict[str, Any]:
    """The figures of what was chosen, in the columns of `RenewalScenarios`."""
    subjects, change = book.subjects, change_of(book, chosen)
    stays = subjects.reach * chosen.renewal
    now = book.as_it_is
    kept, as_before = (stays / subjects.covers).sum(), (subjects.reach * now.renewal / subjects.covers).sum()
    premium, claims, charges = (
        float((stays * np.nan_to_num(each)).sum()) for each in (chosen.price, chosen.claims, chosen.charges)
    )
    paid = float((stays * subjects.expiring).sum())
    counts = np.bincount(listed(book, chosen, parameters=parameters).place, minlength=len(LISTS))
    return {
        "renewal_count": len(subjects),
        "value": float(chosen.worth["central"].sum()),
        "value_pessimistic": float(chosen.worth["pessimistic"].sum()),
        "value_optimistic": float(chosen.worth["optimistic"].sum()),
        "kept_share": _over(kept, as_before),
        "kept_count": float(kept),
        "renewal_rate": float(stays.mean()) if len(stays) else None,
        "premium": premium,
        "claims": claims,
        "charges": charges,
        "result": premium - claims - charges,
        "combined_ratio": _over(claims + charges, premium),
        "price_change": _over(float((stays * subjects.expiring * change).sum()), paid),
        **{f"{name}_count": int(count) for name, count in zip(LISTS, counts, strict=True)},
        "cheaper_count": int((change < -parameters.same_price).sum()),
        "dearer_count": int((change > parameters.same_price).sum()),
    }


def scenario_row(
    book: Book, scenario: Scenario, found: Allocation, *, parameters: Renewals, is_followed: bool
) -> dict[str, Any]:
    """A scenario as a row."""
    told = {"scenario": scenario.name, "is_followed": is_followed, "is_within": found.is_within, "gap": found.gap}
    return told | outcome(book, book.come_to(found.options.astype(np.int64)), parameters=parameters)


def unchanged_row(book: Book, *, parameters: Renewals) -> dict[str, Any]:
    """The book at unchanged prices as a row."""
    told = {"scenario": UNCHANGED, "is_followed": False, "is_within": True, "gap": None}
    return told | outcome(book, book.as_it_is, parameters=parameters)


def limit_rows(book: Book, name: str, limits: Sequence[Shared], found: Allocation) -> list[dict[str, Any]]:
    """How the limits of a scenario were kept, in shares, a row for each group of renewals."""
    chosen = book.come_to(found.options.astype(np.int64))
    rows = []
    for one, kept in zip(limits, found.kept, strict=True):
        used, short, most = _shares(one, kept, book, chosen)
        costs = kept.price * one.whole * POINT
        for place, subject in enumerate(one.names):
            if not one.whole[place]:
                continue
            rows.append(
                {
                    "scenario": name,
                    "measure": one.bound.measure,
                    "sense": one.bound.sense,
                    "subject": subject,
                    "bound": one.bound.bound,
                    "used": float(used[place]),
                    "short": float(short[place]),
                    "attainable": float(most[place]) if most is not None else None,
                    "point_cost": float(costs[place]),
                }
            )
    return rows


def frontier_row(
    book: Book, scenario: str, share: float, found: Allocation, point_cost: float, *, parameters: Renewals
) -> dict[str, Any]:
    """A point of the frontier as a row."""
    told = outcome(book, book.come_to(found.options.astype(np.int64)), parameters=parameters)
    place = {"scenario": scenario, "kept_bound": share}
    return place | {"is_within": found.is_within, "point_cost": point_cost * POINT} | told


def _shares(one: Shared, kept: Kept, book: Book, chosen: Chosen) -> tuple[Floats, Floats, Floats | None]:
    """What was used, what was missed, and what could be reached, as shares.

    A mean change of price has no share that could be reached: whose price counts is what is chosen.
    """
    whole = np.where(one.whole == 0, 1.0, one.whole)
    if one.bound.measure != "rate_change":
        return kept.used / whole, kept.short / whole, kept.attainable / whole
    subjects = book.subjects
    paid = subjects.reach * chosen.renewal * subjects.expiring
    summed = one.summed(paid)
    used = one.summed(paid * change_of(book, chosen)) / np.where(summed == 0, 1.0, summed)
    sign = 1.0 if one.bound.sense == "at least" else -1.0
    return used, np.maximum(sign * (one.bound.bound - used), 0.0) * (kept.short > 0), None


def _over(part: float, whole: float) -> float | None:
    return float(part / whole) if whole else None
