"""What a typed query looks up: beginnings of keys, and what to try where nothing begins so.

Reads what a person typed; gives `Lookups`. Chinese text is tried by its sound only in the second place, so that whoever
types the right characters sees the right person first, and whoever types a homophone sees somebody at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kehu.names.folding import fold, is_chinese
from kehu.names.sounds import pinyin
from kehu.search.keys import number_key
from kehu.search.slips import slips

LEAST_DIGITS, LEAST_LETTERS = 3, 2
NUMBER = re.compile(r"^(?=.*\d{6})[a-z0-9]{8,18}$")  # what can be an identity number, folded
MOST = 60  # letters of a query that are looked at


@dataclass(frozen=True)
class Lookups:
    """`begins`: a key that begins so is found. `slips`: whole keys to try where none does. `is_short`: type more.

    `number` is the whole key of an identity number where the text can be one, else "".
    """

    begins: str
    slips: tuple[str, ...]
    is_short: bool
    number: str = ""


def lookups(text: str) -> Lookups:
    """What to look up for a typed text.

    >>> lookups("Wang F").begins, lookups("12").is_short, "wangfang" in lookups("王方").slips
    ('wangf', True, True)
    """
    folded = fold(text)[:MOST]
    if len(folded) < least_length(folded):
        return Lookups(folded, (), is_short=True)
    sounds = {pinyin(folded, is_person=True), pinyin(folded, is_person=False)} - {""}
    others = dict.fromkeys([*sorted(sounds), *slips(folded)])
    return Lookups(folded, tuple(others), is_short=False, number=number_key(folded) if NUMBER.match(folded) else "")


def least_length(folded: str) -> int:
    """How many letters a query needs: one Chinese character, two letters, three digits.

    >>> least_length("王"), least_length("w"), least_length("1")
    (1, 2, 3)
    """
    if is_chinese(folded):
        return 1
    return LEAST_DIGITS if folded.isdigit() else LEAST_LETTERS
