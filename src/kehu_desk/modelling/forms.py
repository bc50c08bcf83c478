"""The forms of models: a relativity with its reason, taking one back, promoting a recipe.

Read what a person gives; give clean values. They check and never save.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LEAST, MOST = 0.05, 20


class EditForm(forms.Form):
    """A relativity, and why it is set."""

    relativity = forms.FloatField(
        label=_("Relativity"),
        min_value=LEAST,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"step": "0.01", "inputmode": "decimal"}),
        help_text=_("1.20 means a fifth more than the base, all else equal."),
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands beside the relativity for whoever reads the model."),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput())


class TakeBackForm(forms.Form):
    """Why an edit is taken back."""

    why = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    seen = forms.CharField(required=False, widget=forms.HiddenInput())


class PromotionForm(forms.Form):
    """A recipe for a model, and why it becomes the champion."""

    choice = forms.ChoiceField(label=_("Model and recipe"))
    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *arguments: object, offered: dict[str, str], **named: object) -> None:
        """A form that offers the recipes tried that are not champions."""
        super().__init__(*arguments, **named)
        self.fields["choice"].choices = list(offered.items())
