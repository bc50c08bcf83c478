"""Passwords that the desk makes for people: easy to read aloud, too many to guess.

Gives `temporary_password` and until when it may be used, and `LengthValidator` for those that people choose. Letters
and digits that look alike are left out; sixteen of thirty-one are 79 bits, more than any person chooses.
"""

from __future__ import annotations

import datetime
import secrets

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils import timezone
from django.utils.translation import gettext as _

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LENGTH = 4, 4
LIFE = datetime.timedelta(days=7)


class LengthValidator(MinimumLengthValidator):
    """Django's own rule, told in all the desk's languages."""

    def get_error_message(self) -> str:
        """What is wrong."""
        return _("This password is too short: it needs at least %(count)s characters.") % {"count": self.min_length}


def temporary_password() -> str:
    """A new random password such as `k7mp-9wxq-t4he-2bcd`."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))


def temporary_end() -> datetime.datetime:
    """When a password that is given now stops to work, unless it has been changed."""
    return timezone.now() + LIFE
