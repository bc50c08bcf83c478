"""The form around the builder: the name of a segment, and who sees it.

Reads what a person gives; gives clean values. It checks and never saves.
"""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from kehu_desk.segments.models import Sharing


class SegmentForm(forms.Form):
    """Name and sharing; both are asked for only when the segment is saved."""

    use_required_attribute = False

    name = forms.CharField(label=_("Name"), max_length=120)
    sharing = forms.ChoiceField(label=_("Who sees it"), choices=Sharing.choices(), initial=Sharing.PRIVATE.value)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())


class DeleteForm(forms.Form):
    """The version that the person saw."""

    version = forms.IntegerField()
