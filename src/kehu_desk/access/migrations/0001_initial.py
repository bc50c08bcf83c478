"""The table of the people who work at the desk.

Made by `makemigrations`; what it makes is declared in `access/models.py`.
"""

from __future__ import annotations

import django.contrib.auth.validators
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of the people who work at the desk."""

    initial = True

    dependencies = ()

    operations = (
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "username",
                    models.CharField(
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="User name",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=150, verbose_name="Full name")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("salesperson", "Salesperson"),
                            ("underwriter", "Production underwriter"),
                            ("service_officer", "Service officer"),
                            ("channel_manager", "Channel manager"),
                            ("branch_manager", "Branch manager"),
                            ("actuary", "Actuary"),
                            ("compliance_officer", "Compliance officer"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=32,
                        verbose_name="Role",
                    ),
                ),
                (
                    "branch",
                    models.CharField(
                        blank=True,
                        help_text="Path of the branch; empty for the whole company",
                        max_length=200,
                        verbose_name="Branch",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("en", "English"), ("zh-hans", "简体中文"), ("zh-hant", "繁體中文")],
                        max_length=10,
                        verbose_name="Language",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="May sign in")),
                (
                    "temporary_until",
                    models.DateTimeField(help_text="Until when a password that was given may be used", null=True),
                ),
                ("added_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("username"),
                        name="username_once",
                        violation_error_message="This user name is taken.",
                    )
                ],
            },
        ),
    )
