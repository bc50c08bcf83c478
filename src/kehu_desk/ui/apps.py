"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class UiApp(AppConfig):
    """Components of every page."""

    name = "kehu_desk.ui"
    label = "ui"
