"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class AccessApp(AppConfig):
    """Who may come in, and what each may see and do."""

    name = "kehu_desk.access"
    label = "access"
