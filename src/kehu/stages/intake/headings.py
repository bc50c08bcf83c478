"""Which of Kehu's columns a heading means.

Reads headings in English, Chinese (both scripts) and Spanish and the synonyms of `headings.toml`; gives a `Meaning`
for each heading that is recognised. Words are compared as a set, so that "Date_birth" is "birth date"; where several
columns have a synonym, the table that the other headings speak of wins.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from kehu.tables import SOURCES

SMALL_WORDS = frozenset(["of", "the", "a", "an", "de", "del", "la", "el", "los", "las", "en", "y", "and"])
OPENS_TO = {"any", "key"}
SAME, PART = 2, 1


@dataclass(frozen=True)
class Meaning:
    """A heading and the column that it means; not certain where only a part of the heading was recognised."""

    heading: str
    table: str
    column: str
    is_certain: bool


@dataclass(frozen=True)
class _Candidate:
    heading: str
    table: str
    column: str
    rank: int
    length: int


def recognise(headings: Sequence[str]) -> tuple[Meaning, ...]:
    """What each heading means, each column meant once; headings that mean nothing known are left out.

    >>> [(meaning.table, meaning.column) for meaning in recognise(["保单号", "Date_birth", "Prima neta", "x"])]
    [('policies', 'policy_id'), ('parties', 'birth_date'), ('terms', 'written_premium')]
    """
    candidates = [each for heading in headings for each in _candidates(heading)]
    votes = Counter({each.table: 0 for each in candidates})
    for heading in headings:
        for table in {each.table for each in candidates if each.heading == heading and each.rank == SAME}:
            votes[table] += 1
    ranked = sorted(candidates, key=lambda each: (-each.rank, each.table in OPENS_TO, -votes[each.table], -each.length))
    meanings: dict[str, Meaning] = {}
    taken: set[tuple[str, str]] = set()
    for each in ranked:
        if each.heading not in meanings and (each.table, each.column) not in taken:
            taken.add((each.table, each.column))
            meanings[each.heading] = Meaning(each.heading, each.table, each.column, each.rank == SAME)
    return tuple(meanings[heading] for heading in headings if heading in meanings)


def code_meant(said: str, *, column: str) -> str | None:
    """The code of a column (or of `lines`) that a source's own word stands for.

    >>> code_meant("女", column="gender"), code_meant("7", column="gender")
    ('female', None)
    """
    words = synonyms()["codes"].get(column, {})
    return next((code for code, known in words.items() if said.strip().lower() in known), None)


def line_meant(texts: Sequence[str]) -> str | None:
    """The line of business that file name and headings speak of."""
    told = " ".join(texts).lower()
    return next((line for line, words in synonyms()["lines"].items() if any(word in told for word in words)), None)


@lru_cache(maxsize=1)
def synonyms() -> Mapping[str, Mapping[str, Mapping[str, list[str]]]]:
    """The synonyms by table and column."""
    text = resources.files("kehu.stages.intake").joinpath("headings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def words_of(heading: str) -> tuple[str, ...]:
    """The words of a heading, without accents, capitals and signs; Chinese stays in one piece.

    >>> words_of("Fecha_de-Emisión"), words_of("dateOfBirth"), words_of("保费(元)")
    (('fecha', 'emision'), ('date', 'birth'), ('保费',))
    """
    plain = re.sub(r"[(（\[【].*?[)）\]】]", " ", unicodedata.normalize("NFKC", heading)).replace("º", "")
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    bare = "".join(each for each in unicodedata.normalize("NFD", split.lower()) if not unicodedata.combining(each))
    found = re.findall(r"[a-z]+|\d+|[^\W\d_a-z]+", bare)
    return tuple(word for word in found if word not in SMALL_WORDS) or tuple(found)


@lru_cache(maxsize=1)
def _known() -> list[tuple[str, str, frozenset[str], str]]:
    tables = [name for name in synonyms() if name in SOURCES or name in OPENS_TO]
    return [
        (table, column, frozenset(words_of(synonym)), "".join(words_of(synonym)))
        for table in tables
        for column, known in synonyms()[table].items()
        for synonym in known
    ]


def _candidates(heading: str) -> list[_Candidate]:
    words, joined = frozenset(words_of(heading)), "".join(words_of(heading))
    found = []
    for table, column, meant, together in _known():
        rank = SAME if meant == words or together == joined else PART if _is_part(meant, together, words, joined) else 0
        if rank and not (rank == PART and table in OPENS_TO):
            found.append(_Candidate(heading, table, column, rank, len(together)))
    return found


def _is_part(meant: frozenset[str], together: str, words: frozenset[str], joined: str) -> bool:
    if together.isascii():
        return len(meant) > 1 and meant < words
    return len(together) > 2 and together in joined
