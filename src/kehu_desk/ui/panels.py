"""A page as a list of panels: each with a name, a title that says what it shows, a permission and a template.

An app registers its panels in one visible tuple; `shown_panels` reads those that the person may see. A panel that fails
says so in its place and is logged, and the rest of the page stands.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from kehu_desk.access.permissions import Permission
from kehu_desk.ui.values import Action

COLUMNS = ("left", "right", "whole")
log = logging.getLogger(__name__)

Reading = Callable[[HttpRequest, Any], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Panel:
    """A part of a page about a subject.

    `read` gives the context of the template, or None where the panel has nothing to say and is left out. The keys
    `title`, `note`, `actions` and `flush` of that context stand in for the panel's own.
    """

    name: str
    title: str
    template: str
    read: Reading
    permission: Permission | None = None
    column: str = "left"
    note: str = ""


@dataclass(frozen=True)
class ShownPanel:
    """A panel with its body written; `has_failed` where it could not be read."""

    name: str
    title: str
    column: str
    note: str = ""
    actions: tuple[Action, ...] = ()
    flush: bool = False
    has_failed: bool = False
    body: SafeString = field(default=SafeString(""))


def shown_panels(panels: Iterable[Panel], *, request: HttpRequest, subject: Any) -> dict[str, list[ShownPanel]]:
    """The panels that the person may see and that have something to say, by column."""
    placed: dict[str, list[ShownPanel]] = {column: [] for column in COLUMNS}
    for panel in panels:
        if panel.permission is None or request.user.may(panel.permission):
            shown = show(panel, request=request, subject=subject)
            if shown is not None:
                placed[panel.column].append(shown)
    return placed


def show(panel: Panel, *, request: HttpRequest, subject: Any) -> ShownPanel | None:
    """A panel as it is shown; one that fails is shown as failed, and the log says why."""
    try:
        return _read(panel, request=request, subject=subject)
    except Exception:
        log.exception("panel %s cannot be shown", panel.name)
        return ShownPanel(panel.name, panel.title, panel.column, has_failed=True)


def _read(panel: Panel, *, request: HttpRequest, subject: Any) -> ShownPanel | None:
    context = panel.read(request, subject)
    if context is None:
        return None
    body = render_to_string(panel.template, {"subject": subject, **context}, request=request)
    return ShownPanel(
        name=panel.name,
        title=context.get("title", panel.title),
        column=panel.column,
        note=context.get("note", panel.note),
        actions=tuple(context.get("actions", ())),
        flush=context.get("flush", False),
        body=mark_safe(body),
    )
