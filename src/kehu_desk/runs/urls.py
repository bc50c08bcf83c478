"""The addresses of loads and runs.

Reads nothing; gives `urlpatterns`. What is no run's label stands before the run's own address.
"""

from __future__ import annotations

from django.urls import path

from kehu_desk.runs import views

urlpatterns = [
    path("", views.runs, name="runs"),
    path("start", views.start, name="run_start"),
    path("judge", views.judge, name="run_judge"),
    path("publish", views.publish, name="run_publish"),
    path("return", views.go_back, name="run_return"),
    path("jobs/<int:pk>/", views.job, name="job"),
    path("loads/", views.loads, name="loads"),
    path("loads/new", views.load_new, name="load_new"),
    path("loads/withdraw", views.load_withdraw, name="load_withdraw"),
    path("loads/<int:pk>/", views.load, name="load"),
    path("loads/<int:pk>/commit", views.load_commit, name="load_commit"),
    path("loads/<int:pk>/discard", views.load_discard, name="load_discard"),
    path("loads/<int:pk>/rejects.csv", views.load_rejects, name="load_rejects"),
    path("<str:label>/", views.run, name="run"),
]
