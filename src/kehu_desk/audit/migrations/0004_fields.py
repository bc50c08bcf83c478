"""Fields set by hand and questions who somebody is are acts that can be recorded.

Nothing in the tables changes but what the column may hold.
"""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Fields set by hand and questions who somebody is are acts that can be recorded."""

    dependencies = (("audit", "0003_identity"),)

    operations = (
        migrations.AlterField(
            model_name="event",
            name="act",
            field=models.CharField(
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
                    ("segment_saved", "Saved a segment"),
                    ("segment_deleted", "Deleted a segment"),
                    ("model_edited", "Set a relativity"),
                    ("model_edit_dropped", "Took a relativity back"),
                    ("recipe_promoted", "Promoted a recipe"),
                    ("judged", "Started a judgement of models"),
                    ("identity_merged", "Said that two customers are one"),
                    ("identity_parted", "Said that two customers are two"),
                    ("identity_undone", "Took a decision on who is who back"),
                    ("field_corrected", "Set a field of a customer"),
                    ("looked_up", "Asked whether a person is a customer"),
                    ("user_added", "Added a user"),
                    ("user_changed", "Changed a user"),
                    ("password_reset", "Reset a password"),
                    ("second_factor_removed", "Removed a second factor"),
                ],
                max_length=32,
            ),
        ),
    )
