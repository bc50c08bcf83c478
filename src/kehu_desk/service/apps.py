"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class ServiceApp(AppConfig):
    """Service moved to the front."""

    name = "kehu_desk.service"
    label = "service"
