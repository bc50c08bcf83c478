"""The addresses of who is who.

Reads nothing; gives `urlpatterns`. A pair is named in the query, because keys of records may hold any sign.
"""

from __future__ import annotations

from django.urls import path

from kehu_desk.matching import looking_up, record_views, views

urlpatterns = [
    path("", views.queue, name="matching"),
    path("pair", views.pair, name="matching_pair"),
    path("pair/decide", views.decide, name="matching_decide"),
    path("steps/", views.steps, name="matching_steps"),
    path("decisions/", views.decisions, name="matching_decisions"),
    path("decisions/<int:number>/undo", views.undo, name="matching_undo"),
    path("look-up/", looking_up.look_up, name="matching_look_up"),
    path("customers/<str:customer_id>/", record_views.record, name="matching_customer"),
    path("customers/<str:customer_id>/split", record_views.split, name="matching_split"),
    path("customers/<str:customer_id>/with", record_views.beside, name="matching_beside"),
    path("customers/<str:customer_id>/<slug:field>/", record_views.correct, name="matching_field"),
]
