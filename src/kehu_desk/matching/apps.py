"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class MatchingApp(AppConfig):
    """Who is who."""

    name = "kehu_desk.matching"
    label = "matching"
