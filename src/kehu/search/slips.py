"""Every spelling that is one slip away: a letter left out, swapped with its neighbour, exchanged, or one too many.

Gives `slips` of a folded text, over the letters that such a text can have. A few hundred for a name in letters; they
are looked up all at once (ADR 12).
"""

from __future__ import annotations

import string
from collections.abc import Iterator


def slips(text: str) -> tuple[str, ...]:
    """The other spellings, each once.

    >>> slips("12")[:4], len(slips("wang"))
    (('2', '1', '21', '02'), 233)
    """
    return tuple(other for other in dict.fromkeys(_all(text, alphabet(text))) if other and other != text)


def alphabet(text: str) -> str:
    """The letters that a slip in a text can bring in: digits for a number, letters for a word, both for a plate.

    >>> alphabet("138"), alphabet("王")
    ('0123456789', '')
    """
    has_digits = any(letter.isdigit() for letter in text)
    has_letters = any(letter in string.ascii_lowercase for letter in text)
    return (string.digits if has_digits else "") + (string.ascii_lowercase if has_letters else "")


def _all(text: str, letters: str) -> Iterator[str]:
    places = range(len(text) + 1)
    halves = [(text[:place], text[place:]) for place in places]
    yield from (before + after[1:] for before, after in halves if after)
    yield from (before + after[1] + after[0] + after[2:] for before, after in halves if len(after) > 1)
    yield from (before + letter + after[1:] for before, after in halves if after for letter in letters)
    yield from (before + letter + after for before, after in halves for letter in letters)
