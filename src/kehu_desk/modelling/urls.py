"""The addresses of models and of how they did.

Reads nothing; gives `urlpatterns`. What is no line stands before the models' own addresses.
"""

from __future__ import annotations

from django.urls import path

from kehu_desk.modelling import judged_views, views

urlpatterns = [
    path("", views.models, name="models"),
    path("judged/", judged_views.judged, name="judged"),
    path("judged/backtests/<str:label>/", judged_views.backtest, name="backtest"),
    path("judged/backtests/<str:label>/export.xlsx", judged_views.export_backtest, name="backtest_export"),
    path("judged/monitoring/<str:label>/", judged_views.monitoring, name="monitoring"),
    path("judged/monitoring/<str:label>/export.xlsx", judged_views.export_monitoring, name="monitoring_export"),
    path("judged/challenges/<str:label>/", judged_views.challenge, name="challenge"),
    path("judged/challenges/<str:label>/export.xlsx", judged_views.export_challenge, name="challenge_export"),
    path("judged/challenges/<str:label>/promote", judged_views.promote, name="challenge_promote"),
    path("<str:line>/<str:name>/", views.model, name="model"),
    path("<str:line>/<str:name>/edit", views.edit, name="model_edit"),
    path("<str:line>/<str:name>/take-back", views.take_back, name="model_take_back"),
    path("<str:line>/<str:name>/compare", views.compare, name="model_compare"),
    path("<str:line>/<str:name>/export.xlsx", views.export, name="model_export"),
]
