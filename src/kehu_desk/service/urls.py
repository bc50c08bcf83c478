"""The addresses of service.

Reads nothing; gives `urlpatterns`.
"""

from __future__ import annotations

from django.urls import path

from kehu_desk.service import views

urlpatterns = [
    path("", views.service, name="service"),
    path("catalogue/", views.catalogue, name="service_catalogue"),
]
