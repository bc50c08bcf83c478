"""What an administrator types about a person, and what is asked of the lists; checked, and never saved here.

Gives `NewUserForm`, `UserForm`, `UsersForm` and `TrailForm`. Whether a person sees the whole company or a branch is a
choice of its own and has no default: an empty field must never be what opens all customers.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.access.models import User
from kehu_desk.access.permissions import Role
from kehu_desk.administration.queries import TrailFilter, UserFilter, is_branch
from kehu_desk.audit.models import Act
from kehu_desk.published.models import PublishedRun

WHOLE, BRANCH = "whole", "branch"
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
ACCESS_FIELDS = ("role", "reach", "branch", "is_active")


class ReachForm(forms.ModelForm):
    """Role and branch of a person."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=[("", gettext_lazy("Choose a role")), *Role.choices()])
    reach = forms.ChoiceField(
        label=gettext_lazy("Sees the customers of"),
        choices=[(BRANCH, gettext_lazy("a branch and all below it")), (WHOLE, gettext_lazy("the whole company"))],
        widget=forms.RadioSelect,
    )
    branch = forms.CharField(
        label=gettext_lazy("Branch"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Its path, such as HQ/North/2"),
        widget=forms.TextInput(attrs={"list": "branches", "autocomplete": "off"}),
    )

    def __init__(self, *arguments: Any, run: PublishedRun | None, **named: Any) -> None:
        """A form that knows the branches of a run."""
        super().__init__(*arguments, **named)
        self.run = run
        self.fields["name"].required = True
        if self.instance.pk:
            self.fields["reach"].initial = BRANCH if self.instance.branch else WHOLE
        self.former_branch = self.instance.branch

    def clean_branch(self) -> str:
        """The path in one spelling."""
        return normalised(self.cleaned_data["branch"])

    def clean(self) -> dict[str, Any]:
        """A branch where one is asked for, and only there."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("reach") == WHOLE:
            cleaned["branch"] = ""
        elif cleaned.get("reach") == BRANCH and "branch" in cleaned:
            self._check_branch(cleaned["branch"])
        return cleaned

    def _check_branch(self, path: str) -> None:
        if self.cleaned_data.get("role") == Role.ADMINISTRATOR:
            self.add_error("reach", _("An administrator rules the whole company's desk, so choose the whole company."))
        if not path:
            self.add_error("branch", _("Write the path of the branch, or choose the whole company."))
        elif path != self.former_branch and not is_branch(self.run, path):
            self.add_error("branch", _("The current run has no branch “%(path)s”.") % {"path": path})


class NewUserForm(ReachForm):
    """A person who is to be added."""

    class Meta:
        """Fields of the person."""

        model = User
        fields = ("username", "name", "role", "reach", "branch")

    @property
    def person(self) -> Mapping[str, Any]:
        """What the form says of the person."""
        return {field: self.cleaned_data[field] for field in ("username", "name", "role", "branch")}


class UserForm(ReachForm):
    """A person who is at the desk already; the own access cannot be changed."""

    class Meta:
        """Fields of the person."""

        model = User
        fields = ("name", "role", "reach", "branch", "is_active")

    def __init__(self, *arguments: Any, is_own: bool, **named: Any) -> None:
        """A form in which who looks at oneself can change the name only."""
        super().__init__(*arguments, **named)
        self.before = {field: getattr(self.instance, field) for field in ("name", "role", "branch", "is_active")}
        for name in ACCESS_FIELDS if is_own else ():
            self.fields[name].disabled = True

    @property
    def changes(self) -> Mapping[str, Any]:
        """What is otherwise than it was when the page was asked for."""
        now = self.cleaned_data
        return {field: now[field] for field, was in self.before.items() if now[field] != was}


class UsersForm(forms.Form):
    """Which people to show."""

    text = forms.CharField(label=gettext_lazy("Full name or user name"), required=False, max_length=150)
    role = forms.ChoiceField(
        label=gettext_lazy("Role"), required=False, choices=[("", gettext_lazy("All roles")), *Role.choices()]
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Access"),
        required=False,
        choices=[
            ("", gettext_lazy("Everybody")),
            ("active", gettext_lazy("May sign in")),
            ("off", gettext_lazy("Switched off")),
        ],
    )

    @property
    def asked(self) -> UserFilter:
        """What is asked for; where a field cannot be read, everybody is."""
        return UserFilter(**self.cleaned_data) if self.is_valid() else UserFilter()


class TrailForm(forms.Form):
    """Which acts to show."""

    person = forms.CharField(label=gettext_lazy("Person"), required=False, max_length=150)
    act = forms.ChoiceField(
        label=gettext_lazy("Act"), required=False, choices=[("", gettext_lazy("All acts")), *Act.choices()]
    )
    first_day = forms.DateField(label=gettext_lazy("First day"), required=False, widget=DAY)
    last_day = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=DAY)

    @property
    def asked(self) -> TrailFilter:
        """What is asked for; where a field cannot be read, everything is."""
        return TrailFilter(**self.cleaned_data) if self.is_valid() else TrailFilter()


def normalised(path: str) -> str:
    """A branch path in one spelling: half-width, without blanks around its parts or slashes at its ends.

    >>> normalised(" HQ／North / 2/ ")
    'HQ/North/2'
    """
    parts = (part.strip() for part in unicodedata.normalize("NFKC", path).split("/"))
    return "/".join(part for part in parts if part)
