"""The run on the desk: looked up once for a request, so that a page shows one run whatever is published meanwhile.

Gives `request.run` (None before the first run is published) through the middleware, and `current_run` elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from kehu_desk.published.models import PublishedRun


class CurrentRunMiddleware:
    """Puts the current run on every request; the database is asked when the view first looks."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """The middleware before `answer`."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request that knows its run."""
        request.run = SimpleLazyObject(current_run)
        return self.answer(request)


def current_run() -> PublishedRun | None:
    """The published run that counts now."""
    found: PublishedRun | None = PublishedRun.objects.filter(is_current=True).first()
    return found
