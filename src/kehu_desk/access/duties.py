"""What a person must do before anything else: change a password that was given, and set up a second factor.

Gives `DutiesMiddleware`, which sends people there from every other page. The second factor is a duty where
`KEHU_SECOND_FACTOR` is `required`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kehu_desk.access.guard import send_to
from kehu_desk.access.models import User
from kehu_desk.access.second_factor import has_second_factor

ALWAYS = frozenset({"account_logout", "account_inactive", "set_language"})
PASSWORD = ALWAYS | {"account_change_password"}
SECOND_FACTOR = PASSWORD | {
    *("mfa_index", "mfa_activate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"),
    *("mfa_reauthenticate", "account_reauthenticate"),
}


class DutiesMiddleware:
    """Sends people to what they must do first."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """The middleware before `answer`."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever; see `process_view`."""
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, _view: object, _arguments: tuple[Any, ...], _named: Mapping[str, Any]
    ) -> HttpResponse | None:
        """The way to the duty, or None where there is none."""
        page = duty(request.user, asked=request.resolver_match.url_name or "")
        return send_to(request, page) if page else None


def duty(user: Any, *, asked: str) -> str | None:
    """The name of the page that a person must see before the one that was asked for."""
    if not isinstance(user, User):
        return None
    if user.is_password_temporary:
        return None if asked in PASSWORD else "account_change_password"
    if settings.IS_SECOND_FACTOR_REQUIRED and asked not in SECOND_FACTOR and not has_second_factor(user):
        return "mfa_activate_totp"
    return None
