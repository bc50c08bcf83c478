"""What a person gives with a decision: the verdict, the reason, and what tells whether it was overtaken.

Reads what a person gives; gives clean values. It checks and never saves.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 500


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
