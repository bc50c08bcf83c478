"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class RunsApp(AppConfig):
    """Loads and runs."""

    name = "kehu_desk.runs"
    label = "runs"
