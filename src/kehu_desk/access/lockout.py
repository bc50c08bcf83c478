"""What happens after too many failed attempts: the person waits, and the page says how long.

Gives what django-axes asks for: by which name and from which address an attempt came, and the answer to who is locked
out. Attempts are counted by user name and address together, so that nobody can lock a colleague out from elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from allauth.account.adapter import get_adapter
from axes.models import AccessAttempt
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kehu_desk.access.models import User
from kehu_desk.audit.models import Act
from kehu_desk.audit.recording import record


def username_of(request: HttpRequest, credentials: Mapping[str, str] | None) -> str:
    """The user name of an attempt, in one spelling."""
    typed = (credentials or {}).get("username") or request.POST.get("login", "")
    return str(User.normalize_username(typed)).strip().casefold()[:150]


def address_of(request: HttpRequest) -> str | None:
    """The address from which an attempt came; behind a proxy, the one that the proxy saw. A program has none."""
    return get_adapter(request).get_client_ip(request) if request.META.get("REMOTE_ADDR") else None


def locked_out(
    request: HttpRequest, _response: HttpResponse | None, credentials: Mapping[str, str] | None
) -> HttpResponse:
    """The page that says how long to wait; the moment in which a person is locked out is recorded."""
    username, address = username_of(request, credentials), address_of(request)
    is_new = getattr(request, "axes_failures_since_start", None) is not None
    if is_new and User.objects.filter(username__iexact=username).exists():
        record(act=Act.LOCKED_OUT, subject=username, by=None, address=address)
    minutes = _minutes_left(username, address)
    answer = render(request, "account/locked_out.html", {"minutes": minutes}, status=429)
    answer.headers["Retry-After"] = str(minutes * 60)
    return answer


def _minutes_left(username: str, address: str | None) -> int:
    """Whole minutes until the next attempt, at least one."""
    attempts = AccessAttempt.objects.filter(username=username, ip_address=address)
    last = attempts.order_by("-attempt_time").values_list("attempt_time", flat=True).first() or timezone.now()
    left = last + settings.AXES_COOLOFF_TIME - timezone.now()
    return max(1, math.ceil(left.total_seconds() / 60))
