"""The forms of signing in and of one's own account: django-allauth's, in the desk's words.

Each is allauth's own form, which does all the checking; here are only labels, hints and what browsers fill in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthSecondFactorForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
NAME = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


class SignInForm(LoginForm):
    """User name and password."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """The form in the desk's words."""
        super().__init__(*arguments, **named)
        _word(self, {"login": _("User name"), "password": _("Password")}, first="login")
        self.fields["login"].widget.attrs |= NAME
        self.fields["password"].help_text = _("Forgotten? An administrator gives you a new one.")


class ChangePasswordForm(AllauthChangePasswordForm):
    """The password of today, and a new one twice."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """The form in the desk's words."""
        super().__init__(*arguments, **named)
        labels = {"oldpassword": _("Current password"), "password1": _("New password")}
        _word(self, labels | {"password2": _("New password again")}, first="oldpassword")
        self.fields["password1"].help_text = _(
            "At least 12 characters: a sentence is easy to remember. Not a common password, and not like your name."
        )


class ReauthenticateForm(AllauthReauthenticateForm):
    """The password once more."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """The form in the desk's words."""
        super().__init__(*arguments, **named)
        _word(self, {"password": _("Password")}, first="password")


class SecondFactorForm(AuthenticateForm):
    """The code of the second factor, after the password."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """The form in the desk's words."""
        super().__init__(*arguments, **named)
        _word(self, {"code": _("Code or recovery code")}, first="code")
        self.fields["code"].widget.attrs |= CODE


class SecondFactorAgainForm(AllauthSecondFactorForm):
    """The code of the second factor once more."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """The form in the desk's words."""
        super().__init__(*arguments, **named)
        _word(self, {"code": _("Code or recovery code")}, first="code")
        self.fields["code"].widget.attrs |= CODE


class SwitchOnForm(ActivateTOTPForm):
    """The first code of a new second factor."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """The form in the desk's words."""
        super().__init__(*arguments, **named)
        _word(self, {"code": _("Code that the app shows")}, first="code")
        self.fields["code"].widget.attrs |= CODE

    @property
    def key(self) -> str:
        """The secret in groups of four, for who types it."""
        return " ".join(self.secret[place : place + 4] for place in range(0, len(self.secret), 4))


def _word(form: Any, labels: Mapping[str, str | Promise], *, first: str) -> None:
    """Label the fields, without the placeholders that say the same; the cursor stands in the first."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label, field.help_text = label, ""
        field.widget.attrs.pop("placeholder", None)
    form.fields[first].widget.attrs["autofocus"] = True
