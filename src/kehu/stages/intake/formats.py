"""How a file writes dates and decimals, found from what it wrote.

Reads a sample of the texts in the columns that a mapping calls dates or numbers; gives the file's entry with the
formats filled in. Where a sample fits two formats that mean different days (04/05/2020), it asks and does not guess.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from kehu.engines import parse_date
from kehu.stages.intake.entries import MappingError, SourceFile
from kehu.stages.intake.texts import blank_to_null
from kehu.tables.schema import Kind

SAMPLE = 100_000
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%Y", "%d.%m.%Y", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日")
MOMENTS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y/%m/%d %H:%M:%S", "%d/%m/%Y %H:%M:%S")
DATE_FORMATS = (*DAYS, *MOMENTS)
AMBIGUOUS = ("%d/%m/%Y", "%m/%d/%Y")


def detect(texts: ir.Table, file: SourceFile, kinds: dict[str, Kind]) -> SourceFile:
    """The file's entry with `dates` and `decimal` filled in where the mapping leaves them out.

    Raises MappingError where dates could be read with the day or the month first.
    """
    sample = texts.limit(SAMPLE)
    found: dict[str, object] = {}
    dates = [name for name, kind in kinds.items() if kind is Kind.DATE]
    numbers = [name for name, kind in kinds.items() if kind in (Kind.MONEY, Kind.NUMBER)]
    if file.dates is None:
        found["dates"] = _date_formats(sample, file, dates)
    if file.decimal is None:
        found["decimal"] = _decimal(sample, file, numbers)
    return file.model_copy(update=found)


def _date_formats(sample: ir.Table, file: SourceFile, columns: Sequence[str]) -> tuple[str, ...]:
    """Formats by how many of the sample's dates they read, best first; those that read hardly any are left out."""
    if not columns:
        return DATE_FORMATS[:1]
    counts = _counts(
        sample, file, columns, {fmt: lambda text, fmt=fmt: parse_date(text, [fmt]).notnull() for fmt in DATE_FORMATS}
    )
    day_first, month_first = (counts[name] for name in AMBIGUOUS)
    if day_first and day_first == month_first:
        raise MappingError(
            f"file {file.name}: the dates in {', '.join(columns)} fit both day/month/year and month/day/year. "
            f'Say which under dates in the mapping, as in dates = ["%d/%m/%Y"].'
        )
    most = max(counts.values())
    if not most:
        return DATE_FORMATS[:1]
    loser = AMBIGUOUS[1] if day_first > month_first else AMBIGUOUS[0]
    ranked = sorted((name for name in counts if counts[name] and name != loser), key=lambda name: -counts[name])
    return tuple(ranked)


def _decimal(sample: ir.Table, file: SourceFile, columns: Sequence[str]) -> str:
    if not columns:
        return "."
    counts = _counts(
        sample,
        file,
        columns,
        {
            ",": lambda text: text.re_search(r"^[+-]?[\d.]*,(\d{1,2}|\d{4,})$"),
            ".": lambda text: text.re_search(r"^[+-]?[\d,]*\.(\d{1,2}|\d{4,})$"),
        },
    )
    return "," if counts[","] > counts["."] else "."


def _counts(sample: ir.Table, file: SourceFile, columns: Sequence[str], tests: dict[str, object]) -> dict[str, int]:
    """How many texts of the sample, over all the columns, meet each test."""
    texts = {column: blank_to_null(sample[column], file) for column in columns}
    sums = {
        f"{place}": sum((test(text).cast("int64").sum().coalesce(0) for text in texts.values()), ibis.literal(0))  # type: ignore[operator]
        for place, test in enumerate(tests.values())
    }
    row = sample.aggregate(**sums).to_pyarrow().to_pylist()[0]
    return {name: int(row[str(place)]) for place, name in enumerate(tests)}
