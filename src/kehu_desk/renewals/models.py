"""Scenarios that people tried and saved: the limits, and what all offers of a run would come to.

Declares `SavedScenario`. A run never changes, so neither do the figures kept beside it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SavedScenario(models.Model):
    """A scenario of one run; limits are shares, empty where there is none."""

    run = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    kept = models.FloatField(null=True)
    rate_change = models.FloatField(null=True)
    declines = models.FloatField(null=True)
    figures = models.JSONField(default=dict)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Two scenarios of a run have two names; the first saved first."""

        ordering = ("saved_at", "pk")
        constraints = (models.UniqueConstraint(fields=("run", "name"), name="one_scenario_of_a_name_in_a_run"),)
