"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class SegmentsApp(AppConfig):
    """Segments of customers."""

    name = "kehu_desk.segments"
    label = "segments"
