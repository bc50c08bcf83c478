"""The addresses of markets.

Reads nothing; gives `urlpatterns`.
"""

from __future__ import annotations

from django.urls import path

from kehu_desk.markets import views

urlpatterns = [path("", views.markets, name="markets")]
