"""Saved segments: a name, what is asked, whose it is, and who else sees it.

Declares `Segment`. Its definition is kept as plain values and checked anew whenever it is read, so that it outlives the
run that it was built on.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kehu_desk.choices import Choice


class Sharing(Choice):
    """Who sees a segment besides the person who made it. Each counts only the own branch's customers."""

    PRIVATE = "private", pgettext_lazy("segment", "Only me")
    BRANCH = "branch", _("My branch and those below")
    COMPANY = "company", _("The whole company")


class Segment(models.Model):
    """A saved segment. `version` grows with every change, so that of two who change it the second is told."""

    name = models.CharField(max_length=120)
    definition = models.JSONField(default=dict)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    branch = models.CharField(max_length=200, blank=True, help_text="The owner's branch when it was saved")
    sharing = models.CharField(max_length=16, choices=Sharing.choices(), default=Sharing.PRIVATE.value)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        """The last changed first."""

        ordering = ("-updated_at", "-pk")


def seen_by(user: Any) -> models.QuerySet[Segment]:
    """The segments that a person sees: the own, those of branches above or at the own, and the company's."""
    parts = user.branch.split("/") if user.branch else []
    above = ["", *("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))]
    shared = Q(sharing=Sharing.COMPANY) | Q(sharing=Sharing.BRANCH, branch__in=above)
    return Segment.objects.filter(Q(owner=user) | shared).select_related("owner")
