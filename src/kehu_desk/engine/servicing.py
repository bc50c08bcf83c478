"""Service from the desk: who is due what, the catalogue, the branches, and what service changed.

Reads runs of the home; gives frozen values.
"""

from __future__ import annotations

from kehu import servicing
from kehu.servicing import (
    BranchService,
    ServiceEffect,
    ServiceFigures,
    ServiceKindFigures,
    ServicePlan,
    ServicesDue,
)
from kehu_desk.engine.homes import find_run

__all__ = [
    "BranchService",
    "ServiceEffect",
    "ServiceFigures",
    "ServiceKindFigures",
    "ServicePlan",
    "ServicesDue",
    "service_branches",
    "service_effects",
    "service_figures",
    "service_is_planned",
    "service_kinds",
    "services_due",
]


def service_is_planned(run: str) -> bool:
    """Whether a run plans service at all."""
    return servicing.is_planned(find_run(run))


def service_figures(run: str, *, scope: str) -> ServiceFigures:
    """What is planned in a branch."""
    return servicing.figures(find_run(run), scope=scope)


def services_due(run: str, *, scope: str, state: str, whom: str, kind: str, after: int) -> ServicesDue:
    """Some customers of a branch in a state."""
    return servicing.due(find_run(run), scope=scope, state=state, whom=whom, kind=kind, after=after)


def service_kinds(run: str) -> tuple[ServiceKindFigures, ...]:
    """The catalogue of a run."""
    return servicing.kinds(find_run(run))


def service_branches(run: str) -> tuple[BranchService, ...]:
    """The company, then the branches."""
    return servicing.branches(find_run(run))


def service_effects(run: str) -> tuple[ServiceEffect, ...]:
    """What a run measured of service."""
    return servicing.effects(find_run(run))
