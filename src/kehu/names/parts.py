"""The parts of a name that tell one person or organisation from another: without titles and legal forms.

Gives `parts`: the name in one spelling, its words, how it sounds, and its first and last part. Of a Chinese person the
parts are surname and given name; of all others the first word and the last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kehu.names.folding import fold, is_chinese, words
from kehu.names.sounds import LONG_SURNAMES, pinyin

TITLES = re.compile(
    "^(mr|mrs|ms|miss|mx|dr|prof|sir|dame|lady|lord|rev|sra?|do[nñ]a?|bar[oó]n|baronet|baroness|earl|count|countess|duke"
    "|duchess|viscount|marquess|[0-9]*(st|nd|rd|th)|the|of|del?|von|van|and|jr|esq|[0-9]+)$"
)
CHINESE_TITLES = re.compile("(先生|女士|小姐|太太|夫人|同志|老师|经理|总经理|医生)$")
LEGAL_WORDS = re.compile(
    "^(co|ltd|limited|company|corp|corporation|inc|incorporated|llc|llp|plc|lp|the|gmbh|ag|kg|sa|slu?|srl|spa|bv|nv|pte"
    "|pty|sdn|bhd|holdings|group)$"
)
LEGAL_FORMS = re.compile(
    "(股份有限公司|有限责任公司|股份公司|有限公司|集团公司|总公司|分公司|公司|集团|合伙企业|个体工商户|事务所)"
)
BEFORE_CITY = re.compile(r"^.{2,8}?(?:省|自治区)|^.{2,6}?市(?=.{2})")


@dataclass(frozen=True)
class NameParts:
    """A name as it is compared. Empty texts where there is nothing: a name of titles alone, a sound of no Chinese."""

    key: str
    sound: str
    words: tuple[str, ...]
    first: str
    last: str


def parts(name: str, *, is_person: bool) -> NameParts:
    """The parts of a name.

    >>> parts("張三 先生", is_person=True)
    NameParts(key='张三', sound='zhangsan', words=('三', '张'), first='张', last='三')
    >>> parts("Sir John Smith, 2nd Baronet", is_person=True)
    NameParts(key='john smith', sound='', words=('john', 'smith'), first='john', last='smith')
    >>> parts("杭州恒达（集团）机械有限公司", is_person=False).key
    '杭州恒达机械'
    >>> parts("Hengda Machinery Co., Ltd.", is_person=False).key
    'hengda machinery'
    """
    if is_chinese(name):
        return _chinese_person(fold(name)) if is_person else _chinese_organisation(fold(name))
    return _in_words(words(name), dropped=TITLES if is_person else LEGAL_WORDS)


def _chinese_person(folded: str) -> NameParts:
    key = CHINESE_TITLES.sub("", folded) or folded
    surname = 2 if key[:2] in LONG_SURNAMES and len(key) > 2 else 1
    letters = tuple(sorted(set(key)))
    return NameParts(key, pinyin(key, is_person=True), letters, key[:surname], key[surname:])


def _chinese_organisation(folded: str) -> NameParts:
    key = LEGAL_FORMS.sub("", folded) or folded
    bare = BEFORE_CITY.sub("", BEFORE_CITY.sub("", key)) or key
    pairs = tuple(sorted({bare[place : place + 2] for place in range(max(1, len(bare) - 1))}))
    return NameParts(key, pinyin(bare, is_person=False), pairs, bare[:2], bare[-2:])


def _in_words(found: list[str], *, dropped: re.Pattern[str]) -> NameParts:
    kept = [word for word in found if not dropped.match(word)] or found
    told = tuple(sorted({word for word in kept if len(word) > 1}))
    return NameParts(" ".join(kept), "", told, *((kept[0], kept[-1]) if kept else ("", "")))
