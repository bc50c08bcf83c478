"""The people who work at the desk.

Declares `User`: a name to sign in with, a role, the branch whose customers one may see, and the language one reads.
A branch is a path such as `HQ/North/2`; whoever stands at a branch sees it and all below it, and nothing else. Django's
own groups, single permissions and superusers are left out on purpose: what one may do follows from the role alone.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kehu_desk.access.permissions import Permission, Role, may


class Users(BaseUserManager):
    """How users are made and found."""

    def create_user(self, username: str, password: str, *, role: str, **more: Any) -> User:
        """A new user, whose password is kept as a hash."""
        user: User = self.model(username=self.model.normalize_username(username), role=role, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in."""

    username = models.CharField(_("User name"), max_length=150, validators=[UnicodeUsernameValidator()], unique=True)
    name = models.CharField(_("Full name"), max_length=150, blank=True)
    role = models.CharField(_("Role"), max_length=32, choices=Role.choices())
    branch = models.CharField(
        _("Branch"), max_length=200, blank=True, help_text=_("Path of the branch; empty for the whole company")
    )
    language = models.CharField(_("Language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    is_active = models.BooleanField(_("May sign in"), default=True)
    temporary_until = models.DateTimeField(null=True, help_text="Until when a password that was given may be used")
    added_at = models.DateTimeField(auto_now_add=True)

    objects = Users()
    USERNAME_FIELD = "username"

    class Meta:
        """Names to sign in with differ by more than capitals."""

        constraints = (
            models.UniqueConstraint(
                Lower("username"), name="username_once", violation_error_message=_("This user name is taken.")
            ),
        )

    @property
    def may_sign_in(self) -> bool:
        """Whether the user is not switched off, and a password that was given has not expired."""
        return self.is_active and (self.temporary_until is None or timezone.now() < self.temporary_until)

    @property
    def is_password_temporary(self) -> bool:
        """Whether the password was given by somebody else, and must be changed after signing in."""
        return self.temporary_until is not None

    def may(self, permission: Permission) -> bool:
        """Whether this person may do a thing."""
        return self.is_active and may(self.role, permission, branch=self.branch)

    @property
    def full_name(self) -> str:
        """The name that colleagues read."""
        return self.name or self.get_username()

    def get_session_auth_hash(self) -> str:
        """What a session must match: it ends when the password, the role or the branch changes."""
        parts = "\n".join((self.password, self.role, self.branch))
        return salted_hmac("kehu_desk.access.session", parts, algorithm="sha256").hexdigest()
