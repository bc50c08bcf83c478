"""The addresses of effects.

Reads nothing; gives `urlpatterns`.
"""

from __future__ import annotations

from django.urls import path

from kehu_desk.effects import views

urlpatterns = [path("", views.effects, name="effects")]
