"""The table of acts that must be known later.

Made by `makemigrations`; what it makes is declared in `audit/models.py`.
"""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of acts that must be known later."""

    initial = True

    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL),)

    operations = (
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("signed_in", "Signed in"),
                            ("locked_out", "Was locked out after failed sign-ins"),
                            ("password_changed", "Changed the own password"),
                            ("second_factor_changed", "Changed the own second factor"),
                            ("exported", "Took a list out"),
                            ("revealed", "Saw personal data in full"),
                            ("loaded", "Loaded files"),
                            ("unloaded", "Took a load back"),
                            ("ran", "Started a run"),
                            ("published", "Published a run"),
                            ("went_back", "Went back to a run"),
                            ("user_added", "Added a user"),
                            ("user_changed", "Changed a user"),
                            ("password_reset", "Reset a password"),
                            ("second_factor_removed", "Removed a second factor"),
                        ],
                        max_length=32,
                    ),
                ),
                (
                    "subject",
                    models.CharField(help_text="What it was done to: a customer, a run, a file", max_length=200),
                ),
                ("details", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "indexes": [
                    models.Index(fields=["by", "-id"], name="event_by_person"),
                    models.Index(fields=["act", "-id"], name="event_by_act"),
                ],
            },
        ),
    )
