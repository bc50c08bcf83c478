"""Work in the background: loads, runs and publishings that somebody asked for.

Declares `Job`, one row a piece of work. How far it is stands in a file of the home (`progress.py`), because a
publishing holds the database's only transaction on SQLite.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kehu_desk.choices import Choice


class Kind(Choice):
    """What is to be done."""

    TRY_LOAD = "try_load", _("Trying a load")
    LOAD = "load", _("Loading")
    RUN = "run", _("Running")
    PUBLISH = "publish", _("Publishing")
    BACKTEST = "backtest", _("Backtest")
    MONITOR = "monitor", _("Monitoring")
    CHALLENGE = "challenge", _("Challenge")


JUDGING = (Kind.BACKTEST, Kind.MONITOR, Kind.CHALLENGE)


class Status(Choice):
    """How far it has come."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("At work")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")


class Job(models.Model):
    """A piece of work: what was asked for, what came of it, and words where it failed."""

    kind = models.CharField(max_length=16, choices=Kind.choices())
    status = models.CharField(max_length=16, choices=Status.choices(), default=Status.WAITING, db_index=True)
    asked = models.JSONField(default=dict)
    outcome = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    is_spent = models.BooleanField(default=False, help_text="Its files were loaded or given up")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.status in (Status.DONE, Status.FAILED)
