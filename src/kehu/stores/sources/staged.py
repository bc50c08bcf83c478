"""What every reader of a source gives: a table of texts, one row a record, with its row number.

Declares `Format` (how a file is written), `Staged` (the table and what was found on the way) and `SourceError`; reads
nothing. One shape for every kind of source, so that types, codes and rules are applied once, by the mapping, and a
reject can name the row that a person sees.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCE_ROW = "source_row"
LONGEST_TEXT = 200

Progress = Callable[[int, int], None]
"""Called with what is done and what there is in all (0 where that is not known)."""


class SourceError(ValueError):
    """A source that cannot be read; the message names file, row where known, what is wrong and what to do."""


@dataclass(frozen=True)
class Format:
    """How a file is written; None means that it is found out. `heading_row` counts from 1, as a spreadsheet does."""

    encoding: str | None = None
    delimiter: str | None = None
    quote: str = '"'
    sheet: str | None = None
    heading_row: int = 1


@dataclass(frozen=True)
class Misshapen:
    """A record that has more or fewer fields than the heading; `text` is cut at 200 characters."""

    row: int
    found: int
    expected: int
    text: str


@dataclass(frozen=True)
class Staged:
    """A source as a Parquet file: `source_row`, then every column as text.

    `read` counts the records, misshapen ones included and blank lines left out; so `read` less the misshapen is the
    number of rows in the file. `fingerprint` is the SHA-256 of the source's bytes (of a query: of its rows).
    """

    path: Path
    origin: str
    columns: tuple[str, ...]
    read: int
    blank: int
    misshapen: tuple[Misshapen, ...]
    encoding: str | None
    delimiter: str | None
    fingerprint: str


def column_names(headings: Sequence[str | None], *, origin: str) -> tuple[str, ...]:
    """Headings as column names: trimmed, an empty one named by its place; raises SourceError for two alike.

    >>> column_names([" policy ", "", "premium"], origin="book.csv")
    ('policy', 'column_2', 'premium')
    """
    names = tuple((heading or "").strip() or f"column_{place}" for place, heading in enumerate(headings, start=1))
    places: dict[str, int] = {}
    for place, name in enumerate(names, start=1):
        if name.lower() == SOURCE_ROW:
            raise SourceError(f"{origin}: column {place} is headed {name!r}, a name that Kehu needs; rename the column")
        first = places.setdefault(name.lower(), place)
        if first != place:
            raise SourceError(
                f"{origin}: columns {first} and {place} are both headed {name!r} (capitals make no difference); "
                "rename one of them"
            )
    return names
