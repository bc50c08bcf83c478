"""Choices with a code that is kept and a label that people read.

Gives `Choice`, an enumeration whose members are texts; what Django's own `TextChoices` does, in types that a checker
understands without loading the whole project.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from django.utils.functional import Promise


class Choice(StrEnum):
    """A choice: `CLOSED = "closed", _("Closed")`."""

    label: str | Promise

    def __new__(cls, code: str, label: str | Promise = "") -> Self:
        """A member that is its code, and knows its label."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str | Promise]]:
        """Codes and labels, as fields of models and forms take them."""
        return [(member.value, member.label) for member in cls]
