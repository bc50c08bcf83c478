"""The start page.

Sends everyone to the first page that the role may use.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from kehu_desk.access.guard import signed_in
from kehu_desk.access.permissions import Permission

START_PAGES = (
    ("portfolio", Permission.PORTFOLIO_VIEW),
    ("customers", Permission.CUSTOMERS_VIEW),
    ("runs", Permission.RUNS_VIEW),
)


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page that one may use."""
    pages = (name for name, permission in START_PAGES if request.user.may(permission))
    return redirect(next(pages, "account_change_password"))
