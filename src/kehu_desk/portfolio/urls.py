"""The addresses of the portfolio.

Reads nothing; gives `urlpatterns`.
"""

from __future__ import annotations

from django.urls import path

from kehu_desk.portfolio import views

urlpatterns = [
    path("", views.portfolio, name="portfolio"),
    path("value/", views.value, name="portfolio_value"),
    path("export.xlsx", views.export, name="portfolio_export"),
]
