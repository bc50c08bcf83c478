"""How Django knows the app.

Names it; does nothing when it is loaded.
"""

from __future__ import annotations

from django.apps import AppConfig


class CustomersApp(AppConfig):
    """Customers."""

    name = "kehu_desk.customers"
    label = "customers"
