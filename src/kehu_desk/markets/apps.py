"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class MarketsApp(AppConfig):
    """Market development."""

    name = "kehu_desk.markets"
    label = "markets"
