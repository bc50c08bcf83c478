"""The gallery of components, and the page of an error that nobody foresaw.

Reads `gallery.py`; gives a page on which one sees at once what a change of a component does everywhere, and the answer
to a request that failed, which asks no database, since that may be what failed.
"""

from __future__ import annotations

import sys
from http import HTTPStatus

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission
from kehu_desk.ui import gallery as shown
from kehu_desk.ui.forms import GalleryFilters, GalleryForm


@require(Permission.RUNS_VIEW)
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component."""
    context = {
        **shown.values(),
        "customers": shown.customers(request),
        "page": shown.PANELS,
        "filters": GalleryFilters(request.GET),
        "form": GalleryForm({"name": "", "phone": "12"}),
    }
    return render(request, "ui/gallery.html", context)


def failed(_request: HttpRequest) -> HttpResponse:
    """Say that a page failed; where the database is away, that it comes back by itself, and when to ask again."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return HttpResponse(render_to_string("500.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)
    return HttpResponse(
        render_to_string("503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": "10"}
    )
