"""The pages of the administration: people, and the audit trail.

Reads through `queries`, writes through `actions`. A password that was made is shown in the answer to the very request
that made it, and kept nowhere: no session, no message, no address holds it.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kehu_desk.access.guard import require
from kehu_desk.access.models import User
from kehu_desk.access.permissions import Permission
from kehu_desk.access.second_factor import has_second_factor
from kehu_desk.administration import actions, forms, panels, queries


@require(Permission.USERS_MANAGE)
@require_safe
def users(request: HttpRequest) -> HttpResponse:
    """The list of people."""
    form = forms.UsersForm(request.GET)
    page = queries.users(form.asked, _edge(request))
    return render(request, "administration/users.html", {"form": form, "users": panels.users_listing(page)})


@require(Permission.USERS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def user_new(request: HttpRequest) -> HttpResponse:
    """Add a person; the answer shows the first password."""
    form = forms.NewUserForm(request.POST or None, run=request.run)
    if not form.is_valid():
        branches = queries.branch_paths(request.run)
        return render(request, "administration/user_new.html", {"form": form, "branches": branches})
    given = actions.add_user(**form.person, by=request.user)
    return render(request, "administration/password_given.html", panels.given_password(given, is_new=True))


@require(Permission.USERS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def user(request: HttpRequest, pk: int) -> HttpResponse:
    """See a person, and change name, role, branch and access."""
    person = get_object_or_404(User, pk=pk)
    form = forms.UserForm(request.POST or None, instance=person, run=request.run, is_own=person == request.user)
    if form.is_valid() and _has_changed(request, form):
        messages.success(request, _("The changes are kept."))
        return redirect("users")
    context = {"form": form, "person": User.objects.get(pk=pk), "branches": queries.branch_paths(request.run)}
    return render(request, "administration/user.html", context | {"has_second_factor": has_second_factor(person)})


@require(Permission.USERS_MANAGE)
@require_POST
def user_password(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a person a new password; the answer shows it."""
    person = get_object_or_404(User, pk=pk)
    try:
        given = actions.reset_password(user=person, by=request.user)
    except actions.AccessLostError as error:
        messages.error(request, str(error))
        return redirect("user", pk)
    return render(request, "administration/password_given.html", panels.given_password(given, is_new=False))


@require(Permission.USERS_MANAGE)
@require_POST
def user_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a lost second factor away."""
    person = get_object_or_404(User, pk=pk)
    try:
        actions.remove_second_factor(user=person, by=request.user)
        messages.success(request, _("The second factor is removed. Only the password is asked for now."))
    except actions.AccessLostError as error:
        messages.error(request, str(error))
    return redirect("user", pk)


@require(Permission.AUDIT_VIEW)
@require_safe
def audit_trail(request: HttpRequest) -> HttpResponse:
    """What people did."""
    form = forms.TrailForm(request.GET)
    page = queries.trail(form.asked, _edge(request, is_number=True))
    return render(request, "administration/audit_trail.html", {"form": form, "trail": panels.trail_listing(page)})


def _has_changed(request: HttpRequest, form: forms.UserForm) -> bool:
    """Make the changes of a form; where they would lose access, the form says so."""
    try:
        actions.change_user(user=form.instance, changes=form.changes, by=request.user)
    except actions.AccessLostError as error:
        form.add_error(None, str(error))
        return False
    return True


def _edge(request: HttpRequest, *, is_number: bool = False) -> queries.Edge:
    """Where the page begins or ends; a key that cannot be one is left out."""
    keys = {name: request.GET.get(name, "") for name in ("after", "before")}
    return queries.Edge(**{name: key for name, key in keys.items() if key.isdecimal() or not is_number})
