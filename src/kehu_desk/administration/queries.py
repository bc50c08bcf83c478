"""What the pages of the administration show: people, and what people did.

Reads `access` and `audit`; gives pages of rows, each beginning after or ending before a row of another page (keyset
paging), so that the last page of a trail of years costs as little as the first.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kehu_desk.access.models import User
from kehu_desk.audit.models import Event
from kehu_desk.published.models import Branch, PublishedRun

PAGE, OFFERED = 50, 300


@dataclass(frozen=True)
class UserFilter:
    """Which people are asked for: whose name holds a text, in a role, who may or may not sign in."""

    text: str = ""
    role: str = ""
    state: str = ""


@dataclass(frozen=True)
class TrailFilter:
    """Which acts are asked for: of whom, which, and on which days, both included."""

    person: str = ""
    act: str = ""
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None


@dataclass(frozen=True)
class Edge:
    """Where a page begins or ends: after a key or before one; both empty on the first page."""

    after: str = ""
    before: str = ""


@dataclass(frozen=True)
class Page:
    """Some rows, and the keys by which the pages beside it are asked for ("" where there is none)."""

    rows: tuple[Any, ...]
    previous_key: str
    next_key: str


def users(asked: UserFilter, edge: Edge) -> Page:
    """People by user name; each knows whether there is a second factor."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    found = User.objects.annotate(has_second_factor=Exists(factors))
    if asked.text:
        found = found.filter(_named(asked.text))
    if asked.role:
        found = found.filter(role=asked.role)
    if asked.state:
        found = found.filter(is_active=asked.state == "active")
    return _page(found, "username", edge, is_falling=False)


def trail(asked: TrailFilter, edge: Edge) -> Page:
    """What people did, the newest first."""
    found = Event.objects.select_related("by")
    if asked.person:
        found = found.filter(Q(by__in=User.objects.filter(_named(asked.person))) | Q(subject=asked.person))
    if asked.act:
        found = found.filter(act=asked.act)
    if asked.first_day:
        found = found.filter(at__gte=_midnight(asked.first_day))
    if asked.last_day:
        found = found.filter(at__lt=_midnight(asked.last_day + datetime.timedelta(days=1)))
    return _page(found, "pk", edge, is_falling=True)


def branch_paths(run: PublishedRun | None) -> Iterator[str]:
    """Branches to offer: those with most customers, in the order of the tree."""
    if not run:
        return iter(())
    largest = Branch.objects.filter(run_id=run.pk).order_by("-customer_count", "number")[:OFFERED]
    return iter(sorted(branch.path for branch in largest))


def is_branch(run: PublishedRun | None, path: str) -> bool:
    """Whether a run has a branch of that path; without any branch nothing can be said, and every path will do."""
    if not run or not Branch.objects.filter(run_id=run.pk).exists():
        return True
    found: bool = Branch.objects.filter(run_id=run.pk, path=path).exists()
    return found


def _page(found: QuerySet[Any], key: str, edge: Edge, *, is_falling: bool) -> Page:
    """The rows after one edge or before the other, in the order of a key."""
    is_back, mark = bool(edge.before), edge.before or edge.after
    is_rising = is_falling == is_back
    if mark:
        found = found.filter(**{f"{key}__{'gt' if is_rising else 'lt'}": mark})
    rows = list(found.order_by(key if is_rising else f"-{key}")[: PAGE + 1])
    has_more = len(rows) > PAGE
    shown = rows[:PAGE][::-1] if is_back else rows[:PAGE]
    has_previous, has_next = (has_more, True) if is_back else (bool(mark), has_more)
    first, last = (str(getattr(shown[end], key)) for end in (0, -1)) if shown else ("", "")
    return Page(tuple(shown), first if has_previous else "", last if has_next else "")


def _named(text: str) -> Q:
    return Q(username__icontains=text) | Q(name__icontains=text)


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
