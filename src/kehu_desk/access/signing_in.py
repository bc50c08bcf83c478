"""Signing in: who may, and what is recorded of it.

Gives the `Backend` and the `AccountAdapter` that django-allauth works with. Nobody signs up; people are added by an
administrator, who also gives a new password where one is forgotten. The desk sends no mail: what allauth would tell a
user by mail (a changed password, a second factor switched on or off) is recorded in the audit trail instead.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.stagekit import clear_login
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kehu_desk.access.models import User
from kehu_desk.audit.models import Act
from kehu_desk.audit.recording import record

NOTICES = {"account/email/password_changed": Act.PASSWORD_CHANGED}


class Backend(AuthenticationBackend):
    """By user name and password, for those who may sign in."""

    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        """Whether a person may sign in, and stay signed in."""
        return isinstance(user, User) and user.may_sign_in


class AccountAdapter(DefaultAccountAdapter):
    """What the desk does otherwise than django-allauth."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("User name and password do not belong together."),
        "incorrect_password": _("This password is not right."),
        "enter_current_password": _("This is not your current password."),
        "rate_limited": _("There were too many attempts. Wait some minutes and try again."),
        "too_many_login_attempts": _("There were too many attempts for this user name. Try again in an hour."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **named: Any) -> HttpResponse | None:
        """Send away who may not sign in, although the password was right."""
        if not user.may_sign_in:
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **named)

    def post_login(self, request: HttpRequest, user: User, **named: Any) -> HttpResponse:
        """Record that a person signed in."""
        record(act=Act.SIGNED_IN, subject=user.username, by=user, address=self.get_client_ip(request))
        return super().post_login(request, user, **named)

    def set_password(self, user: User, password: str) -> None:
        """Keep a password that the person chose: it is not a given one any more."""
        user.temporary_until = None
        super().set_password(user, password)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Where one goes after changing the password."""
        return reverse("home")

    def send_notification_mail(self, template_prefix: str, user: User, *_arguments: Any, **_named: Any) -> None:
        """Record what the person should be told about the own account."""
        act = NOTICES.get(template_prefix, Act.SECOND_FACTOR_CHANGED)
        record(act=act, subject=user.username, by=user, notice=template_prefix.rpartition("/")[2])
