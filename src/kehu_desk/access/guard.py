"""The door of every view: who is not signed in is sent to sign in, and who may not is refused.

Gives `require`, which every view of the desk carries; a test walks all URLs and fails where one does not. `send_to`
leads the whole page elsewhere, also where only a fragment of it was asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django_htmx.http import HttpResponseClientRedirect

from kehu_desk.access.permissions import Permission

View = Callable[..., HttpResponse]


def require(permission: Permission) -> Callable[[View], View]:
    """Let only those through who may do a thing; others get the page that says so, with status 403."""

    def guarded(view: View) -> View:
        @signed_in
        @wraps(view)
        def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            if not request.user.may(permission):
                raise PermissionDenied
            return view(request, *arguments, **named)

        answer.permission = permission  # type: ignore[attr-defined]  # for the test that asks every view
        return answer

    return guarded


def signed_in(view: View) -> View:
    """Let only those through who are signed in; others are sent to sign in, and come back to the page they were on."""
    asked_for_page = login_required(view)

    @wraps(view)
    def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.htmx and not request.user.is_authenticated:
            place = urlsplit(request.htmx.current_url or "/").path
            return send_to(request, "account_login", next=place)
        return asked_for_page(request, *arguments, **named)

    return answer


def send_to(request: HttpRequest, page: str, **query: str) -> HttpResponse:
    """Lead the browser to a page, and not only the fragment that was asked for."""
    address = resolve_url(page) + (f"?{urlencode(query)}" if query else "")
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)
