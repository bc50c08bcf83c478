"""The addresses of renewals.

Reads nothing; gives `urlpatterns`.
"""

from __future__ import annotations

from django.urls import path

from kehu_desk.renewals import trying, views

urlpatterns = [
    path("", views.renewals, name="renewals"),
    path("scenarios/", views.scenarios, name="renewal_scenarios"),
    path("scenarios/try/", trying.try_scenario, name="renewal_try"),
    path("scenarios/try/save/", trying.save_scenario, name="renewal_try_save"),
    path("scenarios/try/<int:pk>/delete/", trying.delete_scenario, name="renewal_try_delete"),
    path("terms/<str:term_id>/", views.renewal, name="renewal"),
]
