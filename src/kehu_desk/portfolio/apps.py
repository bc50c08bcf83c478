"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class PortfolioApp(AppConfig):
    """The portfolio."""

    name = "kehu_desk.portfolio"
    label = "portfolio"
