"""The addresses of customers.

Reads nothing; gives `urlpatterns`. What is no customer's id stands before the customer's own address.
"""

from __future__ import annotations

from django.urls import path

from kehu_desk.customers import views

urlpatterns = [
    path("", views.customers, name="customers"),
    path("search", views.search, name="customer_search"),
    path("export.xlsx", views.export, name="customers_export"),
    path("<str:customer_id>/", views.customer, name="customer"),
    path("<str:customer_id>/reveal", views.reveal, name="customer_reveal"),
    path("<str:customer_id>/timeline", views.timeline, name="customer_timeline"),
    path("<str:customer_id>/export.xlsx", views.export_customer, name="customer_export"),
]
