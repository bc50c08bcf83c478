"""The tables of the desk's copy of a run, but for the search keys, whose table is made by hand after it.

Made by `makemigrations`; what it makes is declared in `published/models.py`.
"""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of the desk's copy of a run, but for the search keys, whose table is made by hand after it."""

    initial = True

    dependencies = ()

    operations = (
        migrations.CreateModel(
            name="PublishedRun",
            fields=[
                ("id", models.SmallAutoField(primary_key=True, serialize=False)),
                ("label", models.CharField(db_index=True, max_length=16)),
                ("as_of", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("customer_count", models.IntegerField()),
                (
                    "ranges",
                    models.JSONField(
                        default=dict, help_text="First and last place of each tier and of those who lose money"
                    ),
                ),
                ("published_at", models.DateTimeField(auto_now_add=True)),
                ("published_by", models.CharField(blank=True, max_length=150)),
                ("is_current", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)), fields=("is_current",), name="one_current"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Portfolio",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(blank=True, max_length=500)),
                ("document", models.JSONField()),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="published.publishedrun")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("run", "scope"), name="portfolio_once")],
            },
        ),
        migrations.CreateModel(
            name="Customer",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "run_id", "place", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, to="published.publishedrun"
                    ),
                ),
                ("place", models.IntegerField()),
                ("branch_number", models.IntegerField(help_text="Number of the branch in the run; 0 without a branch")),
                ("next_expiry_date", models.DateField(null=True)),
                ("policies_in_force", models.IntegerField()),
                ("claim_count", models.IntegerField()),
                ("earned_premium_cents", models.BigIntegerField()),
                ("incurred_cents", models.BigIntegerField()),
                ("result_cents", models.BigIntegerField()),
                ("customer_since_date", models.DateField(null=True)),
                ("kind", models.CharField(max_length=16)),
                ("channel", models.CharField(blank=True, max_length=64)),
                (
                    "lines",
                    models.CharField(blank=True, help_text="Lines in force, each between commas", max_length=300),
                ),
                ("producer_id", models.CharField(blank=True, max_length=100)),
                ("is_ranked", models.BooleanField(help_text="Whether the customer has an account")),
                ("party_count", models.IntegerField()),
                ("policy_count", models.IntegerField()),
                ("tier", models.CharField(blank=True, max_length=32)),
                ("customer_id", models.CharField(max_length=32)),
                ("name", models.CharField(blank=True, max_length=300)),
                ("branch", models.CharField(blank=True, max_length=500)),
                ("producer_name", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["run", "customer_id"], name="customer_by_id"),
                    models.Index(
                        fields=[
                            "run",
                            "branch_number",
                            "place",
                            "next_expiry_date",
                            "customer_since_date",
                            "earned_premium_cents",
                            "incurred_cents",
                        ],
                        name="customer_by_branch",
                    ),
                    models.Index(fields=["run", "producer_id", "place"], name="customer_by_producer"),
                    models.Index(
                        fields=["run", "next_expiry_date", "place", "branch_number", "claim_count", "kind", "channel"],
                        name="customer_by_expiry",
                    ),
                    models.Index(fields=["run", "customer_since_date", "place"], name="customer_by_since"),
                    models.Index(fields=["run", "earned_premium_cents", "place"], name="customer_by_premium"),
                    models.Index(fields=["run", "incurred_cents", "place"], name="customer_by_incurred"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Branch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.IntegerField()),
                ("last_number", models.IntegerField(help_text="The greatest number below the branch, or its own")),
                ("path", models.CharField(max_length=500)),
                ("customer_count", models.IntegerField(help_text="Customers of the branch and of all below it")),
                ("run", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="published.publishedrun")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("run", "path"), name="branch_once")],
            },
        ),
    )
