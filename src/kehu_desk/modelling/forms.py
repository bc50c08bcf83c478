"""The forms of models: a relativity with its reason, taking one back, promoting a recipe.

Read what a person gives; give clean values. They check and never save.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LEAST, MOST = 0.05, 20


class EditForm(forms.Form):
    """A relativity, and why it is set: weighing needs no reason, and the browser must not ask for one."""

    use_required_attribute = False

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

    @property
    def is_to_be_saved(self) -> bool:
        """Whether the person wants to save, and not to weigh."""
        return bool(self.data.get("do") == "save")

    def full_clean(self) -> None:
        """Check everything; without a wish to save nothing is said of the reason."""
        super().full_clean()
        if self.is_bound and not self.is_to_be_saved:
            self.errors.pop("reason", None)


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
