"""The filters of the list of customers.

Reads the query; gives `CustomerFilters`, whose choices are what the reader's portfolio holds. A value that fits no
choice is an error beside its field and filters nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kehu_desk.ui.codes import code_name

EVERYBODY = ("", _("All"))
DUE = [EVERYBODY, ("30", _("Within 30 days")), ("60", _("Within 60 days")), ("90", _("Within 90 days"))]
COVER = [EVERYBODY, ("yes", _("In force")), ("no", _("No cover now"))]
CLAIMS = [EVERYBODY, ("yes", _("With claims")), ("no", _("Without claims"))]
RESULTS = [EVERYBODY, ("earning", _("Brings money")), ("losing", _("Loses money"))]


class CustomerFilters(forms.Form):
    """What narrows the list. All fields may be empty."""

    main_fields = ("branch", "tier", "line", "due", "cover")

    branch = forms.ChoiceField(label=_("Branch"), required=False)
    tier = forms.ChoiceField(label=_("Tier"), required=False)
    line = forms.ChoiceField(label=_("Line in force"), required=False)
    due = forms.ChoiceField(label=_("Renewal due"), choices=DUE, required=False)
    cover = forms.ChoiceField(label=_("Cover"), choices=COVER, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    claims = forms.ChoiceField(label=_("Claims"), choices=CLAIMS, required=False)
    result = forms.ChoiceField(label=_("Result"), choices=RESULTS, required=False)
    premium = forms.IntegerField(label=_("Earned premium from"), required=False, min_value=0, max_value=10**12)
    month = forms.DateField(label=_("Renewal in the month of"), required=False)
    producer = forms.CharField(label=_("Producer's number"), required=False, max_length=100)

    def __init__(self, *arguments: Any, offered: Mapping[str, Iterable[tuple[str, str]]], **named: Any) -> None:
        """A form whose choices of branch, tier, line, kind and channel are those offered."""
        super().__init__(*arguments, **named)
        for name, choices in offered.items():
            self.fields[name].choices = [EVERYBODY, *choices]

    @property
    def asked(self) -> dict[str, Any]:
        """The filters that are set and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def offered_choices(
    document: Mapping[str, Any], branches: Iterable[str], scope: str
) -> dict[str, list[tuple[str, str]]]:
    """Choices from the portfolio of a scope: its tiers, lines, kinds and channels, and the branches to go to."""
    kinds = {"tier": "tiers", "line": "lines", "kind": "kinds", "channel": "channels"}
    found = {name: [group["keys"][0] for group in document.get(groups, ())] for name, groups in kinds.items()}
    named = {name: [(code, code_name(code, name)) for code in codes if code] for name, codes in found.items()}
    return {**named, "branch": [(path, _shorter(path, scope)) for path in branches]}


def _shorter(path: str, scope: str) -> str:
    """A branch as its people call it: the path below the reader's own."""
    below = path.removeprefix(f"{scope}/") if scope else path
    return below.replace("/", " / ")
