"""Personal numbers as everybody may see them: the beginning and the end, stars between.

Reads a number as the source wrote it; gives text. Whoever needs the whole number asks for it, and is recorded.
"""

from __future__ import annotations

LEAST_HIDDEN = 4


def masked(text: str | None, *, first: int, last: int) -> str:
    """A number with all but its first and last signs hidden; a short one is hidden more.

    >>> masked("13812348000", first=3, last=4), masked("12345", first=3, last=4), masked(None, first=3, last=4)
    ('138****8000', '1****', '')
    """
    number = (text or "").strip()
    if len(number) < first + last + LEAST_HIDDEN:
        first, last = min(1, len(number)), 0
    return number[:first] + "*" * (len(number) - first - last) + (number[-last:] if last else "")


def masked_phone(text: str | None) -> str:
    """A telephone number: its first three and its last four digits."""
    return masked(text, first=3, last=4)


def masked_id(text: str | None) -> str:
    """An identity number: its first six and its last four signs.

    >>> masked_id("11010519491231002X")
    '110105********002X'
    """
    return masked(text, first=6, last=4)
