"""The lists of the administration: people, and what people did, in words.

Reads pages of rows; gives listings for the ui kit. What was recorded is kept as data and put into words here, in the
language of who reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.access.models import User
from kehu_desk.access.permissions import Role
from kehu_desk.administration.actions import Given
from kehu_desk.administration.queries import Page
from kehu_desk.audit.models import Event
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Badge, Empty, Fact

USER_COLUMNS = (
    Column("full_name", gettext_lazy("Full name"), kind="name"),
    Column("username", gettext_lazy("User name")),
    Column("role", gettext_lazy("Role"), on_phone=True),
    Column("reach", gettext_lazy("Sees the customers of")),
    Column("second_factor", gettext_lazy("Second factor")),
    Column("last_login", gettext_lazy("Last signed in"), kind="moment"),
    Column("access", gettext_lazy("Access"), kind="badge", on_phone=True),
)
TRAIL_COLUMNS = (
    Column("at", gettext_lazy("When"), kind="moment", on_phone=True),
    Column("person", gettext_lazy("Person"), kind="name", on_phone=True),
    Column("act", gettext_lazy("Act"), on_phone=True),
    Column("subject", gettext_lazy("On what")),
    Column("details", gettext_lazy("Details"), kind="wrapped"),
)
LABELS = {
    "role": gettext_lazy("Role"),
    "branch": gettext_lazy("Branch"),
    "name": gettext_lazy("Full name"),
    "is_active": gettext_lazy("May sign in"),
    "address": gettext_lazy("Address"),
    "run": gettext_lazy("Run"),
    "job": gettext_lazy("Job number"),
    "filters": gettext_lazy("Filters"),
    "totp_activated": gettext_lazy("Second factor switched on"),
    "totp_deactivated": gettext_lazy("Second factor switched off"),
    "recovery_codes_generated": gettext_lazy("New recovery codes"),
}
SUBJECTS = {
    "customers": gettext_lazy("List of customers"),
    "portfolio": gettext_lazy("Workbook of the portfolio"),
}


def users_listing(page: Page) -> Listing:
    """People, each leading to the page of the person."""
    return Listing(
        "users",
        USER_COLUMNS,
        tuple(_user_row(user) for user in page.rows),
        href=lambda row: reverse("user", args=[row["pk"]]),
        previous_key=page.previous_key,
        next_key=page.next_key,
        empty=Empty(_("Nobody fits"), _("Take a filter away, or add the person."), icon="users"),
    )


def trail_listing(page: Page) -> Listing:
    """Acts, the newest first."""
    return Listing(
        "trail",
        TRAIL_COLUMNS,
        tuple(_event_row(event) for event in page.rows),
        previous_key=page.previous_key,
        next_key=page.next_key,
        empty=Empty(_("Nothing was done that fits"), _("Take a filter away.")),
    )


def given_password(given: Given, *, is_new: bool) -> Mapping[str, Any]:
    """What the page shows that tells a password, the only time."""
    facts = (Fact(_("User name"), given.user.username), Fact(_("Password"), given.password))
    return {"given": given, "facts": facts, "is_new": is_new}


def _user_row(user: User) -> Mapping[str, Any]:
    return {
        "pk": user.pk,
        "full_name": user.full_name,
        "username": user.username,
        "role": user.get_role_display(),
        "reach": user.branch or _("the whole company"),
        "second_factor": _("Switched on") if user.has_second_factor else "",
        "last_login": user.last_login,
        "access": _access(user),
    }


def _access(user: User) -> Badge:
    """Whether the person can sign in, and why not."""
    if not user.is_active:
        return Badge(_("Switched off"))
    if not user.may_sign_in:
        return Badge(_("Password expired"), "weak", _("The password that was given was not used in time."))
    return Badge(_("Password given"), "middling") if user.is_password_temporary else Badge(_("May sign in"))


def _event_row(event: Event) -> Mapping[str, Any]:
    return {
        "at": event.at,
        "person": event.by.full_name if event.by else _("The desk itself"),
        "act": event.get_act_display(),
        "subject": SUBJECTS.get(event.subject, event.subject),
        "details": " · ".join(_words(event.details)),
    }


def _words(details: Mapping[str, Any]) -> Iterator[str]:
    """What was recorded, piece by piece: changes with what was before, notices by their own words."""
    after, before = details.get("after") or {}, details.get("before") or {}
    for name, value in sorted(after.items()):
        yield _("%(label)s: %(before)s → %(after)s") % {
            "label": LABELS.get(name, name),
            "before": _shown(name, before.get(name)),
            "after": _shown(name, value),
        }
    if "notice" in details:
        yield str(LABELS.get(details["notice"], details["notice"]))
    for name, value in sorted(details.items()):
        if name not in ("after", "before", "notice") and (value or name == "branch"):
            yield _("%(label)s: %(value)s") % {"label": LABELS.get(name, name), "value": _shown(name, value)}


def _shown(name: str, value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "role" and value in list(Role):
        return str(Role(value).label)
    if name == "branch" and not value:
        return _("the whole company")
    if isinstance(value, dict):
        return ", ".join(f"{key} = {one}" for key, one in sorted(value.items()))
    return "–" if value in (None, "") else str(value)
