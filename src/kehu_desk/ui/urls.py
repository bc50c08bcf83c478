"""The address of the gallery of components.

Reads nothing; gives `urlpatterns`.
"""

from __future__ import annotations

from django.urls import path

from kehu_desk.ui.views import gallery

urlpatterns = [path("", gallery, name="gallery")]
