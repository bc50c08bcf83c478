"""The addresses of segments.

Reads nothing; gives `urlpatterns`.
"""

from __future__ import annotations

from django.urls import path

from kehu_desk.segments import views

urlpatterns = [
    path("", views.segments, name="segments"),
    path("new", views.new, name="segment_new"),
    path("<int:pk>/", views.segment, name="segment"),
    path("<int:pk>/edit", views.edit, name="segment_edit"),
    path("<int:pk>/delete", views.delete, name="segment_delete"),
    path("<int:pk>/export.xlsx", views.export, name="segment_export"),
]
