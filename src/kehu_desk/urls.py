"""Every address of the desk.

Reads nothing; gives `urlpatterns`. Each app names its own; a test asks every one of them as every role.
"""

from __future__ import annotations

from django.urls import include, path

from kehu_desk.access import views as access

handler500 = "kehu_desk.ui.views.failed"

urlpatterns = [
    path("", access.home, name="home"),
    path("account/", include("kehu_desk.access.urls")),
    path("portfolio/", include("kehu_desk.portfolio.urls")),
    path("customers/", include("kehu_desk.customers.urls")),
    path("segments/", include("kehu_desk.segments.urls")),
    path("matching/", include("kehu_desk.matching.urls")),
    path("renewals/", include("kehu_desk.renewals.urls")),
    path("service/", include("kehu_desk.service.urls")),
    path("markets/", include("kehu_desk.markets.urls")),
    path("effects/", include("kehu_desk.effects.urls")),
    path("models/", include("kehu_desk.modelling.urls")),
    path("runs/", include("kehu_desk.runs.urls")),
    path("administration/", include("kehu_desk.administration.urls")),
    path("gallery/", include("kehu_desk.ui.urls")),
]
