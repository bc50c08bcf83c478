"""The filters of the lists, and the limits of a scenario to be tried.

Reads the lines of the reader's branch; gives forms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.renewals import words
from kehu_desk.ui.codes import code_name


class ListFilters(forms.Form):
    """Which renewals of a list are shown."""

    main_fields = ("list", "line")

    list = forms.ChoiceField(required=False, label=gettext_lazy("List"))
    line = forms.ChoiceField(required=False, label=gettext_lazy("Line"))

    def __init__(self, *args: Any, lines: Sequence[str], **kwargs: Any) -> None:
        """Offer these lines."""
        super().__init__(*args, **kwargs)
        self.fields["list"].choices = [(name, code_name(name, "renewal_list")) for name in words.TONES]
        self.fields["line"].choices = [("", _("All lines")), *((line, code_name(line, "line")) for line in lines)]


class TryForm(forms.Form):
    """The limits of a scenario, in percent; what is left empty is no limit."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    kept = forms.FloatField(
        label=gettext_lazy("Customers kept, at least (%)"), min_value=50, max_value=110, required=False
    )
    rate_change = forms.FloatField(
        label=gettext_lazy("Mean change of price, at most (%)"), min_value=-20, max_value=50, required=False
    )
    declines = forms.FloatField(
        label=gettext_lazy("Renewals declined, at most (%)"), min_value=0, max_value=100, required=False
    )

    @property
    def limits(self) -> dict[str, float | None]:
        """The limits as shares."""
        given = {name: self.cleaned_data.get(name) for name in ("kept", "rate_change", "declines")}
        return {name: None if value is None else value / 100 for name, value in given.items()}
