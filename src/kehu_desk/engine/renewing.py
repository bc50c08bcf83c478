"""Next year's book from the desk: the lists, one renewal, scenarios, limits, the frontier and the gates of a run.

Reads runs of the home; gives frozen values. A scenario that is tried changes no run.
"""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

from kehu import renewing, trying
from kehu.engines import EngineSettings
from kehu.renewal_assumptions import Bound
from kehu.renewing import (
    FrontierPoint,
    GateFigures,
    LimitFigures,
    ListFigures,
    OfferReason,
    RenewalOffer,
    RenewalOffers,
    ScenarioFigures,
    UnknownRenewalError,
)
from kehu.trying import Tried
from kehu_desk.engine.homes import find_run

__all__ = [
    "FrontierPoint",
    "GateFigures",
    "LimitFigures",
    "ListFigures",
    "OfferReason",
    "RenewalOffer",
    "RenewalOffers",
    "ScenarioFigures",
    "Tried",
    "UnknownRenewalError",
    "renewal_frontier",
    "renewal_gates",
    "renewal_limits",
    "renewal_lines",
    "renewal_lists",
    "renewal_offer",
    "renewal_offers",
    "renewal_scenarios",
    "renewals_are_decided",
    "scenario_kept",
    "scenario_read",
    "try_scenario",
]


def renewals_are_decided(run: str) -> bool:
    """Whether a run decides renewals at all."""
    return renewing.is_decided(find_run(run))


def renewal_lists(run: str, *, scope: str, line: str) -> tuple[ListFigures, ...]:
    """The four lists of a branch with their sums."""
    return renewing.list_figures(find_run(run), scope=scope, line=line)


def renewal_lines(run: str, *, scope: str) -> tuple[str, ...]:
    """The lines of the renewals of a branch."""
    return renewing.lines_of(find_run(run), scope=scope)


def renewal_offers(run: str, name: str, *, scope: str, line: str, after: int) -> RenewalOffers:
    """Some renewals of a list in a branch."""
    return renewing.offers(find_run(run), name, scope=scope, line=line, after=after)


def renewal_offer(run: str, term_id: str) -> tuple[RenewalOffer, tuple[OfferReason, ...]]:
    """One renewal with its reasons; raises UnknownRenewalError where the run does not decide it."""
    return renewing.offer(find_run(run), term_id)


def renewal_scenarios(run: str) -> tuple[ScenarioFigures, ...]:
    """The book at unchanged prices and the scenarios."""
    return renewing.scenarios(find_run(run))


def renewal_limits(run: str) -> tuple[LimitFigures, ...]:
    """The limits of all scenarios."""
    return renewing.limits(find_run(run))


def renewal_frontier(run: str) -> tuple[FrontierPoint, ...]:
    """The frontier of a run."""
    return renewing.frontier(find_run(run))


def renewal_gates(run: str, *, line: str) -> tuple[GateFigures, ...]:
    """The gates of a line, or of `all`."""
    return renewing.gates(find_run(run), line=line)


def try_scenario(
    run: str, name: str, *, kept: float | None, rate_change: float | None, declines: float | None
) -> Tried:
    """What the offers of a run would come to if so many customers were kept, and no more than so much of the others."""
    asked: list[Bound] = []
    if kept is not None:
        asked.append(Bound(measure="kept", sense="at least", bound=kept))
    if rate_change is not None:
        asked.append(Bound(measure="rate_change", sense="at most", bound=rate_change))
    if declines is not None:
        asked.append(Bound(measure="declines", sense="at most", bound=declines))
    return trying.try_scenario(find_run(run), name, asked, settings=EngineSettings())


def scenario_kept(one: ScenarioFigures) -> dict[str, Any]:
    """Figures as plain values, amounts as text."""
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in vars(one).items()}


def scenario_read(kept: dict[str, Any]) -> ScenarioFigures:
    """Figures from the plain values."""
    told: dict[str, Any] = {one.name: kept[one.name] for one in fields(ScenarioFigures)}
    amounts = {one.name for one in fields(ScenarioFigures) if one.type == "Decimal"}
    told |= {name: Decimal(told[name]) for name in amounts}
    return ScenarioFigures(**told)
