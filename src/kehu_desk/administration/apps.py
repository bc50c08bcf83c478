"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class AdministrationApp(AppConfig):
    """People and their roles."""

    name = "kehu_desk.administration"
    label = "administration"
