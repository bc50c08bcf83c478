"""The table of saved scenarios.

Made by `makemigrations`; what it makes is declared in `renewals/models.py`.
"""

from __future__ import annotations

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of saved scenarios."""

    initial = True

    dependencies = (migrations.swappable_dependency(settings.AUTH_USER_MODEL),)

    operations = (
        migrations.CreateModel(
            name="SavedScenario",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("run", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=60)),
                ("kept", models.FloatField(null=True)),
                ("rate_change", models.FloatField(null=True)),
                ("declines", models.FloatField(null=True)),
                ("figures", models.JSONField(default=dict)),
                ("saved_at", models.DateTimeField(auto_now_add=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("saved_at", "pk"),
                "constraints": (
                    models.UniqueConstraint(fields=("run", "name"), name="one_scenario_of_a_name_in_a_run"),
                ),
            },
        ),
    )
