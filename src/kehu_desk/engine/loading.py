"""Loading from the desk: which mappings there are, a load tried or made, the batches of the book, and taking one back.

Calls the engine's loads; gives frozen values and raises the engine's own errors, whose messages say what to do.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from kehu import loads
from kehu.engines import EngineSettings
from kehu.loads import LoadReport, Request
from kehu.stages.intake import shipped
from kehu.stores import batches
from kehu.stores.batches import Batch
from kehu.stores.rejects import Reject
from kehu_desk.engine.homes import home

LONGEST_VALUE = 2**30  # letters of one value; a source may send a whole document in a cell
Report = Callable[[str, int, int], None]


def mapping_names() -> dict[str, str]:
    """The mappings that one may choose, with their titles: those that come with Kehu, and those in the home."""
    own = sorted((home().folder / "mappings").glob("*.toml"))
    return {name: mapping.title for name, mapping in shipped().items()} | {str(path): path.stem for path in own}


def load_files(
    folder: Path,
    *,
    mapping: str | None,
    extract_date: datetime.date,
    now: datetime.datetime,
    is_dry_run: bool,
    report: Report,
) -> LoadReport:
    """Load the files of a folder, or try to; the mapping that fits their names is taken where none is named.

    Raises MappingError, SourceError, LoadError or HomeError, each with what to do; the book is then as it was.
    """
    chosen, text = loads.find_mapping(mapping, [folder])
    request = Request(
        mapping=chosen,
        mapping_text=text,
        extract_date=extract_date,
        loaded_at=now,
        paths=[folder],
        is_dry_run=is_dry_run,
    )
    return loads.load(home(), request, settings=EngineSettings(), report=report)


def loaded_batches() -> tuple[Batch, ...]:
    """The batches that count, the last first."""
    return tuple(reversed(batches.active(home())))


def withdraw_batch(number: int) -> Batch:
    """Take a batch back; raises HomeError where others lean on it."""
    return loads.unload(home(), number)


def read_rejects(path: Path, *, most: int) -> tuple[Reject, ...]:
    """The first rejects of a load's file."""
    csv.field_size_limit(LONGEST_VALUE)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(islice(_rejects(csv.DictReader(file)), most))


def _rejects(rows: Iterator[dict[str, str]]) -> Iterator[Reject]:
    for row in rows:
        yield Reject(**{**row, "row": int(row["row"])})  # type: ignore[arg-type]
