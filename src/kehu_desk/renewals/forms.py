"""The filters of the lists: which of the four, and a line of business.

Reads the lines of the reader's branch; gives a form.
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
