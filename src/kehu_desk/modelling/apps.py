"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class ModellingApp(AppConfig):
    """The models of a run."""

    name = "kehu_desk.modelling"
    label = "modelling"
