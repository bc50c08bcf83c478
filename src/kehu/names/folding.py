"""One spelling for every way of writing the same name.

Gives `fold`: half-width, lower case, simplified characters, without spaces and punctuation. Characters are simplified
one by one (OpenCC), which is right for names and needs no dictionary of phrases.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from opencc import OpenCC

CHINESE = range(0x3400, 0xA000)
BETWEEN = re.compile(r"[\W_]+")
NEEDS_CARE = re.compile(r"[^0-9a-z]")


def fold(text: str) -> str:
    """The one spelling of a text.

    >>> fold("ＷＡＮＧ  Fang"), fold("張三（先生）"), fold("O'Brien-Núñez")
    ('wangfang', '张三先生', 'obriennunez')
    """
    lowered = text.lower()
    if not NEEDS_CARE.search(lowered):
        return lowered
    return BETWEEN.sub("", _without_accents(lowered)).translate(simplified())


def words(text: str) -> list[str]:
    """The folded words of a text, in their order.

    >>> words("Wang, Fang (Ms)")
    ['wang', 'fang', 'ms']
    """
    return [fold(word) for word in BETWEEN.split(text) if word]


def is_chinese(text: str) -> bool:
    """Whether a text has a Chinese character.

    >>> is_chinese("王2"), is_chinese("Wang")
    (True, False)
    """
    return any(ord(letter) in CHINESE for letter in text)


@lru_cache(maxsize=1)
def simplified() -> Mapping[int, str]:
    """The simplified form of every character that has one."""
    converter = OpenCC("t2s")
    pairs = ((number, converter.convert(chr(number))) for number in CHINESE)
    return {number: form for number, form in pairs if form != chr(number)}


def _without_accents(text: str) -> str:
    """Full-width letters made half-width, and letters without their accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()
