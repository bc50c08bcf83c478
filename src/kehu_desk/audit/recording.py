"""Recording an act.

Gives `record`, which every action calls inside its own transaction: an act and its record stand or fall together.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from kehu_desk.audit.models import Act, Event


def record(*, act: Act, subject: str, by: AbstractBaseUser | None, **details: Any) -> Event:
    """Record what a person did; `by` is None for what the system does on its own."""
    event: Event = Event.objects.create(act=act, subject=subject[:200], by=by, details=details)
    return event
