"""What administrators do with people: add, change, give a new password, take a lost second factor away.

Every action is atomic and recorded in the audit trail. Nobody changes the own role, branch or access here, and one
administrator who may sign in is always left, also when two switch each other off at the same moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from kehu_desk.access.models import User
from kehu_desk.access.passwords import temporary_end, temporary_password
from kehu_desk.access.permissions import Role
from kehu_desk.audit.models import Act
from kehu_desk.audit.recording import record

ACCESS = frozenset({"role", "branch", "is_active"})


class AccessLostError(ValueError):
    """Somebody would lose the access that the desk or the person needs; the message says whose, and what to do."""


@dataclass(frozen=True)
class Given:
    """A password that was made for somebody: it is shown once, and kept nowhere."""

    user: User
    password: str


@transaction.atomic
def add_user(*, username: str, name: str, role: str, branch: str, by: User | None) -> Given:
    """Add a person; gives the password with which the person signs in for the first time."""
    password = temporary_password()
    user = User.objects.create_user(
        username=username, password=password, name=name, role=role, branch=branch, temporary_until=temporary_end()
    )
    record(act=Act.USER_ADDED, subject=user.username, by=by, role=role, branch=branch)
    return Given(user, password)


@transaction.atomic
def change_user(*, user: User, changes: Mapping[str, Any], by: User) -> User:
    """Change what is named in `changes`, and nothing else; raises AccessLostError where access would be lost."""
    if user.pk == by.pk and ACCESS & changes.keys():
        raise AccessLostError(_("You cannot change your own role, branch or access. Ask another administrator."))
    _wait_for_administrators()
    found: User = User.objects.select_for_update().get(pk=user.pk)
    before = {field: getattr(found, field) for field in changes}
    for field, value in changes.items():
        setattr(found, field, value)
    if changes:
        found.save(update_fields=list(changes))
        record(act=Act.USER_CHANGED, subject=found.username, by=by, before=before, after=dict(changes))
    _keep_one_administrator()
    return found


@transaction.atomic
def reset_password(*, user: User, by: User | None) -> Given:
    """Give a person a new password, which must be changed after signing in; ends the person's sessions."""
    if by is not None and user.pk == by.pk:
        raise AccessLostError(_("Change your own password on the page of your account."))
    password = temporary_password()
    user.set_password(password)
    user.temporary_until = temporary_end()
    user.save(update_fields=["password", "temporary_until"])
    record(act=Act.PASSWORD_RESET, subject=user.username, by=by)
    return Given(user, password)


@transaction.atomic
def remove_second_factor(*, user: User, by: User) -> None:
    """Take away a second factor that is lost, with its recovery codes."""
    if user.pk == by.pk:
        raise AccessLostError(_("Switch your own second factor off on the page of your account."))
    Authenticator.objects.filter(user=user).delete()
    record(act=Act.SECOND_FACTOR_REMOVED, subject=user.username, by=by)


@transaction.atomic
def open_administrator(*, username: str) -> Given:
    """Make an administrator, or let one in again: for whoever rules the server, when nobody can sign in."""
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        return add_user(username=username, name="", role=Role.ADMINISTRATOR, branch="", by=None)
    user.role, user.branch, user.is_active = Role.ADMINISTRATOR, "", True
    user.save(update_fields=["role", "branch", "is_active"])
    Authenticator.objects.filter(user=user).delete()
    return reset_password(user=user, by=None)


def _administrators() -> Any:
    return User.objects.filter(role=Role.ADMINISTRATOR, branch="", is_active=True)


def _wait_for_administrators() -> None:
    """Let two changes of administrators follow one another."""
    list(_administrators().select_for_update().order_by("pk").values_list("pk"))


def _keep_one_administrator() -> None:
    if not _administrators().exists():
        raise AccessLostError(_("This is the last administrator. Make somebody else one first."))
