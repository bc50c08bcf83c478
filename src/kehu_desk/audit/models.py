"""What people did that must be known later.

Declares `Event`, one row an act, never changed and never deleted by the desk.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kehu_desk.choices import Choice


class Act(Choice):
    """What was done."""

    SIGNED_IN = "signed_in", _("Signed in")
    LOCKED_OUT = "locked_out", _("Was locked out after failed sign-ins")
    PASSWORD_CHANGED = "password_changed", _("Changed the own password")
    SECOND_FACTOR_CHANGED = "second_factor_changed", _("Changed the own second factor")
    EXPORTED = "exported", _("Took a list out")
    REVEALED = "revealed", _("Saw personal data in full")
    LOADED = "loaded", _("Loaded files")
    UNLOADED = "unloaded", _("Took a load back")
    RAN = "ran", _("Started a run")
    PUBLISHED = "published", _("Published a run")
    WENT_BACK = "went_back", _("Went back to a run")
    SEGMENT_SAVED = "segment_saved", _("Saved a segment")
    SEGMENT_DELETED = "segment_deleted", _("Deleted a segment")
    MODEL_EDITED = "model_edited", _("Set a relativity")
    MODEL_EDIT_DROPPED = "model_edit_dropped", _("Took a relativity back")
    RECIPE_PROMOTED = "recipe_promoted", _("Promoted a recipe")
    JUDGED = "judged", _("Started a judgement of models")
    IDENTITY_MERGED = "identity_merged", _("Said that two customers are one")
    IDENTITY_PARTED = "identity_parted", _("Said that two customers are two")
    IDENTITY_UNDONE = "identity_undone", _("Took a decision on who is who back")
    FIELD_CORRECTED = "field_corrected", _("Set a field of a customer")
    LOOKED_UP = "looked_up", _("Asked whether a person is a customer")
    USER_ADDED = "user_added", _("Added a user")
    USER_CHANGED = "user_changed", _("Changed a user")
    PASSWORD_RESET = "password_reset", _("Reset a password")
    SECOND_FACTOR_REMOVED = "second_factor_removed", _("Removed a second factor")


class Event(models.Model):
    """An act: who, what, on what, when."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    act = models.CharField(max_length=32, choices=Act.choices())
    subject = models.CharField(max_length=200, help_text="What it was done to: a customer, a run, a file")
    details = models.JSONField(default=dict)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["by", "-id"], name="event_by_person"),
            models.Index(fields=["act", "-id"], name="event_by_act"),
        )
