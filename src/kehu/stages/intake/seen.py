"""What is known of a file before it is mapped: what its headings mean, and what its values look like.

Gives `Seen`, which answers for a column of Kehu with an expression over the file, and `Entry`, an expression with the
doubt that a person should settle; reads nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kehu.stages.intake.headings import Meaning
from kehu.stages.intake.looks import Look
from kehu.tables import SOURCES, Kind

PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
RESERVED = frozenset(
    re.findall(
        r"\w+",
        "all analyse analyze and any array as asc asymmetric both case cast check collate column constraint "
        "create current_date date day default deferrable desc describe distinct do else end except false "
        "fetch for foreign from group having in initially intersect into lambda lateral leading limit month "
        "not null offset on only or order pivot pivot_longer pivot_wider placing primary qualify references "
        "returning select show some summarize symmetric table then time timestamp to trailing true union "
        "unique unpivot user using value variadic when where window with year ",
    )
)
"""Words of SQL that must be quoted to name a column."""


@dataclass(frozen=True)
class Entry:
    """An expression, and what a person should check about it."""

    sql: str
    doubt: str = ""


@dataclass(frozen=True)
class Seen:
    """What is known of a file: its name, what its headings mean, what its values look like."""

    file_name: str
    meanings: Mapping[tuple[str, str], Meaning]
    looks: Mapping[str, Look]
    rows: tuple[Mapping[str, str | None], ...]

    def has(self, table: str, *columns: str) -> bool:
        """Whether any of these columns of a table has a heading."""
        return any((table, column) in self.meanings for column in columns)

    def entry(self, table: str, column: str) -> Entry | None:
        """The column as an expression, where a heading means it."""
        meaning = self.meanings.get((table, column))
        if meaning is None:
            return None
        look = self.looks[meaning.heading]
        doubt = "" if meaning.is_certain else f"is {meaning.heading!r} this? {SOURCES[table].columns[column].about}"
        if SOURCES[table].columns[column].kind is Kind.DATE and look.values and look.kind != "date":
            doubt = f"these do not look like dates: {look.examples}"
        return Entry(quoted(meaning.heading), doubt)


def quoted(heading: str) -> str:
    """A heading as it stands in an expression.

    >>> quoted("Premium"), quoted("保单号"), quoted("End date"), quoted("order")
    ('Premium', '"保单号"', '"End date"', '"order"')
    """
    if PLAIN.fullmatch(heading) and heading.lower() not in RESERVED:
        return heading
    return '"' + heading.replace('"', '""') + '"'
