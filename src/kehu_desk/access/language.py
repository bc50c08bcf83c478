"""The language in which a person reads: the own one on every device, once it is chosen.

Gives `LanguageMiddleware`, which follows Django's own (browser and cookie, for who is not signed in), and
`choose_language`, which the menu of languages calls.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from kehu_desk.access.models import User


class LanguageMiddleware:
    """Speaks the language of who is signed in."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """The middleware before `answer`."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the person's language."""
        if request.user.is_authenticated and request.user.language:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        return self.answer(request)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep a language: in a cookie for this device, and with the person for every other."""
    language = request.POST.get("language", "")
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=language)
    return set_language(request)
