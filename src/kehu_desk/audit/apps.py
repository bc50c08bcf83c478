"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class AuditApp(AppConfig):
    """Who did what, and when."""

    name = "kehu_desk.audit"
    label = "audit"
