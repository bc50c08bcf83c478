"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class RenewalsApp(AppConfig):
    """Next year's book."""

    name = "kehu_desk.renewals"
    label = "renewals"
