"""Judging models is work that can be asked for.

Nothing in the tables changes but what the column may hold.
"""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Judging models is work that can be asked for."""

    dependencies = (("runs", "0001_initial"),)

    operations = (
        migrations.AlterField(
            model_name="job",
            name="kind",
            field=models.CharField(
                choices=[
                    ("try_load", "Trying a load"),
                    ("load", "Loading"),
                    ("run", "Running"),
                    ("publish", "Publishing"),
                    ("backtest", "Backtest"),
                    ("monitor", "Monitoring"),
                    ("challenge", "Challenge"),
                ],
                max_length=16,
            ),
        ),
    )
