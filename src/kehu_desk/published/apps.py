"""How Django knows the app.

Names it, and teaches text columns the lookup `begins` when everything is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models import CharField

from kehu_desk.published.beginning import Begins


class PublishedApp(AppConfig):
    """The run on the desk."""

    name = "kehu_desk.published"
    label = "published"

    def ready(self) -> None:
        """Register the lookup."""
        CharField.register_lookup(Begins)
