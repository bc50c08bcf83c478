"""The addresses of renewals.

Reads nothing; gives `urlpatterns`.
"""

from __future__ import annotations

from django.urls import path

from kehu_desk.renewals import views

urlpatterns = [
    path("", views.renewals, name="renewals"),
    path("scenarios/", views.scenarios, name="renewal_scenarios"),
    path("terms/<str:term_id>/", views.renewal, name="renewal"),
]
