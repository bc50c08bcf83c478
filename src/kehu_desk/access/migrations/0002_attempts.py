"""The table in which attempts to sign in are counted, shared by all processes of the desk.

It is the table of Django's database cache, made here so that `migrate` alone makes everything that is needed.
"""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make(_apps: Any, editor: Any) -> None:
    """Make the table, where it is not there."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """The table of the cache."""

    dependencies = (("access", "0001_initial"),)
    operations = (migrations.RunPython(make, migrations.RunPython.noop),)
