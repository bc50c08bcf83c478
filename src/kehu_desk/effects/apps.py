"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class EffectsApp(AppConfig):
    """What came of decisions."""

    name = "kehu_desk.effects"
    label = "effects"
