"""The frame of every page: the rail of places one may go, the run on the desk, the theme, the languages.

Gives the context processor `frame`. It asks the database for nothing: the run is looked up when a page first shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kehu_desk.access.permissions import Permission

THEME_COOKIE = "kehu_theme"
THEMES = ("light", "dark", "system")


@dataclass(frozen=True)
class Place:
    """A place on the rail: the name of its address, its icon, its title, and who may go there."""

    address: str
    icon: str
    title: str
    permission: Permission


RAIL = (
    Place("customers", "users", _("Customers"), Permission.CUSTOMERS_VIEW),
    Place("segments", "filter", _("Segments"), Permission.CUSTOMERS_VIEW),
    Place("renewals", "refresh", _("Renewals"), Permission.RENEWALS_VIEW),
    Place("service", "headset", _("Service"), Permission.SERVICE_VIEW),
    Place("markets", "map-pin", _("Markets"), Permission.MARKETS_VIEW),
    Place("effects", "scale", _("Effects"), Permission.EFFECTS_VIEW),
    Place("matching", "arrows-join", _("Who is who"), Permission.MATCHING_VIEW),
    Place("portfolio", "chart-pie", _("Portfolio"), Permission.PORTFOLIO_VIEW),
    Place("models", "table", _("Models"), Permission.MODELS_VIEW),
    Place("runs", "activity", _("Runs"), Permission.RUNS_VIEW),
    Place("users", "settings", _("Users"), Permission.USERS_MANAGE),
    Place("audit_trail", "history", _("Audit trail"), Permission.AUDIT_VIEW),
)


@dataclass(frozen=True)
class Stop:
    """A place as one person sees it on one page."""

    href: str
    icon: str
    title: str
    is_current: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the frame shows around any page, also around one that says that something failed."""
    user: Any = getattr(request, "user", AnonymousUser())
    is_signed_in = user.is_authenticated
    theme = request.COOKIES.get(THEME_COOKIE, "system")
    return {
        "rail": rail(request) if is_signed_in else [],
        "can_search": is_signed_in and user.may(Permission.CUSTOMERS_VIEW),
        "run": getattr(request, "run", None),
        "theme": theme if theme in THEMES else "system",
        "languages": settings.LANGUAGES,
        "language": get_language(),
    }


def rail(request: HttpRequest) -> list[Stop]:
    """The places that the person may go to; the one that the page belongs to is the current."""
    allowed = [(place, reverse(place.address)) for place in RAIL if request.user.may(place.permission)]
    within = [href for _place, href in allowed if request.path.startswith(href)]
    current = max(within, key=len, default="")
    return [Stop(href, place.icon, place.title, href == current) for place, href in allowed]
