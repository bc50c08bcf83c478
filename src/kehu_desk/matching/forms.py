"""What a person gives: a verdict with its reason, records that are somebody else's, a field as it truly is.

Reads what a person gives; gives clean values. It checks and never saves.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kehu_desk.ui.codes import code_name

LONGEST = 500
DATES = ("birth_date", "licence_date")


def day_input() -> forms.DateInput:
    """A field in which the browser lets one choose a day."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DecisionForm(forms.Form):
    """Same or different, and why."""

    verdict = forms.ChoiceField(choices=[("same", "same"), ("different", "different")], widget=forms.HiddenInput())
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    reason = forms.CharField(
        label=_("Why"),
        max_length=LONGEST,
        required=False,
        help_text=_("May stay empty where the evidence says it all"),
    )


class UndoForm(forms.Form):
    """Why a decision is taken back."""

    why = forms.CharField(label=_("Why"), max_length=LONGEST)


class SplitForm(forms.Form):
    """Records that belong to somebody else, and why."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    records = forms.MultipleChoiceField(
        label=_("Records of somebody else"),
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": _("Choose the records that are somebody else's.")},
    )
    why = forms.CharField(label=_("Why"), max_length=LONGEST)

    def __init__(self, data: Mapping[str, Any] | None, *, choices: Sequence[tuple[str, str]], seen: int) -> None:
        super().__init__(data, initial={"seen": seen})
        self.fields["records"].choices = choices

    def clean_records(self) -> list[str]:
        """Some of the records, and not all of them."""
        chosen: list[str] = self.cleaned_data["records"]
        if len(chosen) == len(self.fields["records"].choices):
            raise forms.ValidationError(_("Leave at least one record: all of them together are one customer."))
        return chosen


class BesideForm(forms.Form):
    """Another customer, whom a person holds for the same."""

    other = forms.CharField(label=_("Number of the other customer"), max_length=40)


class FieldForm(forms.Form):
    """What a field truly is, and why."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput())
    value = forms.CharField(label=_("What is true"), max_length=LONGEST)
    why = forms.CharField(label=_("Why"), max_length=LONGEST, help_text=_("Such as: seen on the identity card"))

    def __init__(self, data: Mapping[str, Any] | None, *, field: str, seen: int, is_back: bool = False) -> None:
        super().__init__(data, initial={"seen": seen})
        if field in DATES:
            self.fields["value"] = forms.DateField(label=_("What is true"), widget=day_input())
        elif field == "gender":
            choices = [("female", code_name("female", "gender")), ("male", code_name("male", "gender"))]
            choices.append(("other", code_name("other", "gender")))
            self.fields["value"] = forms.ChoiceField(label=_("What is true"), choices=choices)
        self.order_fields(["seen", "value", "why"])
        for name in ("value", "why"):
            self.fields[name].required = not is_back

    def clean_value(self) -> str:
        """The value as text; days as 2024-12-31."""
        value = self.cleaned_data["value"] or ""
        return value.isoformat() if isinstance(value, datetime.date) else str(value).strip()


class LookUpForm(forms.Form):
    """What is known of somebody who may be a customer already."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    number = forms.CharField(label=_("Identity number"), max_length=40, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    birth = forms.DateField(label=_("Born"), required=False, widget=day_input())

    def clean(self) -> dict[str, Any]:
        """Enough to tell one person from another."""
        given = {name for name, value in self.cleaned_data.items() if value}
        if not given & {"number", "phone"} and not {"name", "birth"} <= given:
            raise forms.ValidationError(
                _("Give an identity number, a telephone, or a name with the date of birth: a name alone tells nobody.")
            )
        return self.cleaned_data
