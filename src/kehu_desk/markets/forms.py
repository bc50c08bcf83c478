"""The filter of markets: a line of business.

Reads the lines of the run; gives a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kehu_desk.ui.codes import code_name


class LineForm(forms.Form):
    """Which line is shown."""

    line = forms.ChoiceField(label=_("Line"), required=False)

    def __init__(self, *args: Any, lines: Sequence[str], **kwargs: Any) -> None:
        """Offer these lines."""
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [(line, code_name(line, "line")) for line in lines]
