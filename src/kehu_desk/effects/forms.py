"""The form of effects: which decisions.

Reads the labels of all that were followed; checks what a person chose.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class WhichForm(forms.Form):
    """Which monitoring or replay is shown."""

    of = forms.ChoiceField(label=_("Decisions of"), required=False)

    def __init__(self, *given: Any, labels: Sequence[tuple[str, str]]) -> None:
        """Offer the monitorings and replays."""
        super().__init__(*given)
        self.fields["of"].choices = labels
