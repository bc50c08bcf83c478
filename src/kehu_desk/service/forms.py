"""The filters of the service plan: a state, with or without a claim, and a service.

Reads the catalogue of the run; gives a form.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kehu_desk.service import words


class PlanFilters(forms.Form):
    """Which customers are shown."""

    main_fields = ("state", "whom", "kind")

    state = forms.ChoiceField(required=False, label=gettext_lazy("State"), choices=list(words.STATES.items()))
    whom = forms.ChoiceField(required=False, label=gettext_lazy("Whom"), choices=list(words.WHOM.items()))
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Service"))

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        """Offer these services."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All services")), *((kind, words.kind_name(kind)) for kind in kinds)]
