"""How Chinese names sound: pinyin without tones, whole and as initials.

Gives `pinyin` and `initials` of folded names. Each character has its usual reading (pypinyin), and a surname the one
that it has as a surname: 单 is Shan and not Dan, 仇 is Qiu and not Chou.
"""

from __future__ import annotations

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from kehu.names.folding import is_chinese

SURNAMES = {
    **{"单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "查": "zha", "区": "ou", "任": "ren", "华": "hua"},
    **{"朴": "piao", "盖": "ge", "尉": "wei", "缪": "miao", "秘": "bi", "冼": "xian", "召": "shao", "折": "she"},
    **{"员": "yun", "黑": "he", "乐": "yue", "翟": "zhai", "繁": "po", "纪": "ji", "祭": "zhai", "种": "chong"},
}
LONG_SURNAMES = {
    **{"尉迟": ("yu", "chi"), "万俟": ("mo", "qi"), "长孙": ("zhang", "sun"), "澹台": ("tan", "tai")},
    **{"宰父": ("zai", "fu"), "令狐": ("ling", "hu"), "单于": ("chan", "yu"), "鲜于": ("xian", "yu")},
}


def pinyin(name: str, *, is_person: bool) -> str:
    """The sound of a folded name, written together; empty where nothing of it is Chinese.

    >>> pinyin("单小明", is_person=True), pinyin("单位公司", is_person=False)
    ('shanxiaoming', 'danweigongsi')
    """
    return "".join(_syllables(name, is_person)) if is_chinese(name) else ""


def initials(name: str, *, is_person: bool) -> str:
    """The first letters of the sound of a folded name; empty where nothing of it is Chinese.

    >>> initials("王小明", is_person=True)
    'wxm'
    """
    return "".join(syllable[0] for syllable in _syllables(name, is_person)) if is_chinese(name) else ""


def _syllables(name: str, is_person: bool) -> list[str]:
    """A syllable for each character."""
    if is_person and name[:2] in LONG_SURNAMES:
        return [*LONG_SURNAMES[name[:2]], *map(syllable, name[2:])]
    if is_person and name[:1] in SURNAMES:
        return [SURNAMES[name[0]], *map(syllable, name[1:])]
    return [syllable(letter) for letter in name]


@lru_cache(maxsize=50_000)
def syllable(letter: str) -> str:
    """The usual sound of one character; other letters sound as they are written.

    >>> syllable("王"), syllable("女"), syllable("a")
    ('wang', 'nv', 'a')
    """
    return "".join(lazy_pinyin(letter, style=Style.NORMAL)).replace("ü", "v")
