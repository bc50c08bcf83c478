"""The files of rejects: what was wrong with which row, and the rows themselves, to mend and load again.

Reads the breaches of a load and the staged texts; writes `rejects.csv` (one line for each broken rule) and the rejected
rows of each file under their own headings. UTF-8 with a byte-order mark, which spreadsheets open as it is.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path


@dataclass(frozen=True)
class Reject:
    """One rule that one row broke: where, what the file says, and what to do."""

    file: str
    row: int
    table: str
    column: str
    value: str
    rule: str
    reason: str
    what_to_do: str


def write_rejects(path: Path, rejects: Iterable[Reject]) -> int:
    """Write the rejects; gives their number."""
    heading = [field.name for field in fields(Reject)]
    return write_rows(path, heading, (astuple(reject) for reject in rejects))


def write_rows(path: Path, heading: Iterable[str], rows: Iterable[Iterable[object]]) -> int:
    """Write rows under a heading; gives their number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        for row in _plain(rows):
            writer.writerow(row)
            count += 1
    return count


def _plain(rows: Iterable[Iterable[object]]) -> Iterator[list[object]]:
    for row in rows:
        yield ["" if value is None else value for value in row]
