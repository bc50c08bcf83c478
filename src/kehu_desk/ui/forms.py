"""The forms of the gallery: one of each field, as filters and as a form with mistakes in it.

They validate like any form of the desk, and save nothing.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kehu_desk.ui import codes


class GalleryFilters(forms.Form):
    """Filters of a list."""

    main_fields = ("q", "line", "kind")

    q = forms.CharField(label=_("Name"), required=False)
    line = forms.ChoiceField(label=_("Line"), required=False, choices=[("", _("All")), *codes.choices("line")])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *codes.choices("kind")])
    expires_before = forms.DateField(label=_("Expires before"), required=False)
    least_premium = forms.DecimalField(label=_("Earned premium from"), required=False)
    is_losing = forms.BooleanField(label=_("Result below zero"), required=False)


class GalleryForm(forms.Form):
    """A form in which something is wrong."""

    name = forms.CharField(label=_("Name"), max_length=100)
    phone = forms.CharField(label=_("Telephone"), min_length=7, required=False, help_text=_("With the area code"))
    channel = forms.ChoiceField(label=_("Channel"), choices=codes.choices("channel"), required=False)
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    agrees = forms.BooleanField(label=_("The customer has agreed"), required=False)
