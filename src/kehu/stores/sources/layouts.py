"""Where the heading of a delimited text stands, what its columns are called, and what parts its fields.

Reads the beginning of a text; gives a `Layout`. A delimiter is the character by which most records have as many
fields as the heading, quotes respected: counting fields holds where guessing from single characters does not, such as
with decimal commas.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from kehu.stores.sources.staged import Format, SourceError, column_names

DELIMITERS = "\t;|,"  # of two that fit as well, the one that is rarer inside texts
RECORDS = 300


@dataclass(frozen=True)
class Layout:
    """A delimited text's columns; its records begin after the first `end` characters."""

    delimiter: str
    columns: tuple[str, ...]
    end: int


def find_layout(text: str, *, format: Format, origin: str) -> Layout:
    r"""The layout of a text that begins like this; raises SourceError where no heading is found.

    >>> find_layout("id;name\n1;Li, Hua\n", format=Format(), origin="a.csv")
    Layout(delimiter=';', columns=('id', 'name'), end=8)
    """
    if not text.strip():
        raise SourceError(f"{origin}: is empty; export it again")
    delimiter = format.delimiter or find_delimiter(text, quote=format.quote, heading_row=format.heading_row)
    if len(delimiter) != 1 or delimiter > "~" or len(format.quote) > 1 or format.quote > "~":
        raise SourceError(f"{origin}: delimiter and quote must be one plain character, not {delimiter!r}")
    records = _Records(text, delimiter=delimiter, quote=format.quote)
    heading = _heading(records, row=format.heading_row, origin=origin)
    end = records.consumed
    followers = [fields for fields in islice(records, RECORDS) if any(fields)]
    return Layout(delimiter, column_names(fit(heading, followers), origin=origin), end)


def find_delimiter(text: str, *, quote: str = '"', heading_row: int = 1) -> str:
    """The delimiter of a text that begins like this; a comma where there is only one column."""
    fits = {delimiter: _fit(text, delimiter, quote, heading_row) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: fits[delimiter])
    return best if fits[best] > (False, 0.0) else ","


def fit(heading: list[str], followers: Sequence[Sequence[str]]) -> list[str]:
    """The heading with a last column as the records have it, where only one side ends in a delimiter.

    >>> fit(["a", "b", ""], [["1", "2"]]), fit(["a", "b"], [["1", "2", ""]])
    (['a', 'b'], ['a', 'b', ''])
    """
    if not followers:
        return heading
    usual = Counter(map(len, followers)).most_common(1)[0][0]
    if usual == len(heading) - 1 and not heading[-1].strip():
        return heading[:-1]
    if usual == len(heading) + 1 and all(not fields[-1] for fields in followers if len(fields) == usual):
        return [*heading, ""]
    return heading


class _Records(Iterator[list[str]]):
    """The records of a text; `consumed` counts the characters of those given so far."""

    def __init__(self, text: str, *, delimiter: str, quote: str) -> None:
        self.consumed = 0
        self.is_stuck = False
        self.text = text
        self.delimiter = delimiter
        self.quote = quote
        self.reader = self._reader(self._lines())

    def _reader(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        if not self.quote:
            return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)
        return csv.reader(lines, delimiter=self.delimiter, quotechar=self.quote, strict=strict)

    def _lines(self) -> Iterator[str]:
        for line in io.StringIO(self.text, newline=""):
            self.consumed += len(line)
            yield line

    def __next__(self) -> list[str]:
        try:
            return next(self.reader)
        except csv.Error:  # a field longer than this reader takes; what came before is enough
            self.is_stuck = True
            raise StopIteration from None

    def stands_open(self) -> bool:
        """Whether the whole text ends inside quotes."""
        try:
            for _ in self._reader(io.StringIO(self.text, newline=""), strict=True):
                pass
        except csv.Error as error:
            return "unexpected end" in str(error)
        return False


def _heading(records: _Records, *, row: int, origin: str) -> list[str]:
    heading = next(islice(records, row - 1, None), [])
    if records.is_stuck or (records.consumed == len(records.text) and records.stands_open()):
        raise SourceError(f"{origin}: row {row}: a quote in the heading is never closed; close it, or remove it")
    if not any(field.strip() for field in heading):
        raise SourceError(f"{origin}: row {row} has no headings; say in which row they are, such as heading_row = 3")
    return heading


def _fit(text: str, delimiter: str, quote: str, heading_row: int) -> tuple[bool, float]:
    records = islice(_Records(text, delimiter=delimiter, quote=quote), heading_row - 1, RECORDS)
    counts = [len(fields) for fields in records if any(fields)]
    if not counts or counts[0] < 2:
        return False, 0.0
    share = counts.count(counts[0]) / len(counts)
    return share > 0.5 or len(counts) == 1, share * counts[0]
