"""Next year's book from the desk: the lists, one renewal, scenarios, limits, the frontier and the gates of a run.

Reads runs of the home; gives frozen values.
"""

from __future__ import annotations

from kehu import renewing
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
