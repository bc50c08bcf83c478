"""The small values that components show: a figure, a reason, a moment, something that one can do.

Each is a frozen dataclass that a view or a panel fills and a tag of the same name draws; none knows HTML. A tone says
how good or bad a thing is: "" (says nothing), "good", "fair", "middling", "weak", "poor", or "accent" for what is
chosen.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

TONES = ("", "good", "fair", "middling", "weak", "poor", "accent")


@dataclass(frozen=True)
class Action:
    """A link that looks like a button. `kind`: "" (outlined), "main", "quiet" or "danger"; `key` presses it."""

    label: str
    href: str
    icon: str = ""
    kind: str = ""
    key: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure with its name above and a word below; `value` is text as it is read."""

    label: str
    value: str
    unit: str = ""
    word: str = ""
    tone: str = ""
    hint: str = ""
    href: str = ""


@dataclass(frozen=True)
class Fact:
    """A name and what it is."""

    label: str
    value: str
    hint: str = ""
    href: str = ""


@dataclass(frozen=True)
class Badge:
    """A word in a small box."""

    text: str
    tone: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Reason:
    """Why a figure is what it is; `share` (-1 to 1) is how much it weighs, and in which direction."""

    text: str
    tone: str = ""
    detail: str = ""
    share: float | None = None


@dataclass(frozen=True)
class Moment:
    """Something on a timeline."""

    date: datetime.date
    title: str
    text: str = ""
    icon: str = ""
    tone: str = ""
    amount: Decimal | None = None
    href: str = ""


@dataclass(frozen=True)
class Progress:
    """How far a piece of work is, in words first; `share` is None where nobody knows."""

    words: str
    share: float | None = None
    tone: str = ""
    detail: str = ""

    @property
    def percent(self) -> int | None:
        """The share in whole percent, between 0 and 100."""
        return None if self.share is None else max(0, min(100, round(self.share * 100)))


@dataclass(frozen=True)
class Empty:
    """What stands where there is nothing: why, and what one can do."""

    title: str
    text: str = ""
    action: Action | None = None
    icon: str = "inbox"


@dataclass(frozen=True)
class Found:
    """A result of the search in the top bar."""

    title: str
    href: str
    text: str = ""
    hint: str = ""
    badge: Badge | None = None


@dataclass(frozen=True)
class SearchResults:
    """What the search found; `words` are said where that is nothing, or not all."""

    found: tuple[Found, ...]
    words: str = ""
    is_capped: bool = False
    more_href: str = ""
