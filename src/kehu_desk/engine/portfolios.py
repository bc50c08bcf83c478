"""A published portfolio, back from the plain values in which the desk's database keeps it.

Takes what `documents.document_of` made of a `ScopedPortfolio`; gives the frozen value again, with every amount to the
cent.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from kehu.portfolio import (
    CohortYear,
    Counts,
    Curve,
    CurvePoint,
    Figures,
    GridCell,
    Group,
    Movement,
    RenewalsDue,
    RetentionPoint,
    ScopedPortfolio,
)

Plain = Mapping[str, Any]
GROUPS = ("lines", "years", "channels", "kinds", "tiers", "lines_by_year", "branches")
IN_CELLS = ("annual_premium", "coming_result", "lifetime_value", "future_value")
IN_MOVEMENTS = ("future_value",)
IN_POINTS = ("next_result", "gain", "gain_lower", "gain_upper", "value_gain")


def portfolio_of(document: Plain) -> ScopedPortfolio:
    """The portfolio that a document holds; one that was published earlier may lack the grid and retention."""
    return ScopedPortfolio(
        scope=document["scope"],
        run=document["run"],
        as_of=datetime.date.fromisoformat(document["as_of"]),
        currency=document["currency"],
        counts=Counts(**{**document["counts"], "losing_result": Decimal(document["counts"]["losing_result"])}),
        figures=_figures(document["figures"]),
        **{name: _groups(document[name]) for name in GROUPS},
        curves=_curves(document["curves"]),
        value_curves=_curves(document.get("value_curves", ())),
        renewals=tuple(map(_due, document["renewals"])),
        grid=tuple(GridCell(**_exact(one, IN_CELLS)) for one in document.get("grid", ())),
        movements=tuple(Movement(**_exact(one, IN_MOVEMENTS)) for one in document.get("movements", ())),
        retention=tuple(RetentionPoint(**_exact(one, IN_POINTS)) for one in document.get("retention", ())),
        cohorts=tuple(CohortYear(**one) for one in document.get("cohorts", ())),
    )


def _curves(plain: Iterable[Plain]) -> tuple[Curve, ...]:
    return tuple(Curve(one["measure"], tuple(map(_point, one["points"]))) for one in plain)


def _exact(plain: Plain, amounts: Iterable[str]) -> dict[str, Any]:
    return {**plain, **{name: Decimal(plain[name]) for name in amounts}}


def _groups(plain: Iterable[Plain]) -> tuple[Group, ...]:
    return tuple(Group(tuple(one["keys"]), _figures(one["figures"])) for one in plain)


def _figures(plain: Plain) -> Figures:
    """Amounts and ratios are kept as texts, counts as numbers."""
    exact: dict[str, Any] = {name: Decimal(one) if isinstance(one, str) else one for name, one in plain.items()}
    return Figures(**exact)


def _point(plain: Plain) -> CurvePoint:
    return CurvePoint(**{**plain, "amount": Decimal(plain["amount"])})


def _due(plain: Plain) -> RenewalsDue:
    amounts = {name: Decimal(plain[name]) for name in ("expiring_premium", "result")}
    return RenewalsDue(**{**plain, "month": datetime.date.fromisoformat(plain["month"]), **amounts})
