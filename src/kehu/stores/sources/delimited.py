"""Reads delimited text: CSV and its kin, in any encoding, of any size.

Reads a file; gives a `Staged`. Arrow's streaming parser does the work, since it is the one that takes quoted line
breaks, bounded memory and a handler for misshapen records together; from the records that it passes over, every row's
number in the file follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from kehu.stores.sources.encodings import encoding_of
from kehu.stores.sources.layouts import Layout, find_layout
from kehu.stores.sources.staged import LONGEST_TEXT, Format, Misshapen, Progress, SourceError, Staged
from kehu.stores.sources.staging import staging
from kehu.stores.sources.streams import CHUNK, END, Counted, Utf8, unpacked

BLOCK = 8 * CHUNK
MANY = 1000
NOT_TEXT = {
    b"PK\x03\x04": "an XLSX workbook or a zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook (.xls) or a protected one",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF document",
}


@dataclass
class Passed:
    """Records that the parser passed over: misshapen ones, blank lines, and the END that closes a whole file."""

    columns: int
    heading_row: int
    numbers: list[int] = field(default_factory=list)
    misshapen: list[Misshapen] = field(default_factory=list)
    blank: int = 0
    ended: bool = False

    def __call__(self, record: Any) -> str:
        """Take note of a record whose fields are not as many as the heading's."""
        if record.text == END:
            self.ended = True
            return "skip"
        row = record.number + self.heading_row
        self.numbers.append(row)
        if record.text.strip(" \t\x1a"):
            self.misshapen.append(Misshapen(row, record.actual_columns, self.columns, record.text[:LONGEST_TEXT]))
        else:
            self.blank += 1
        return "skip"

    def row_numbers(self, start: int, count: int) -> np.ndarray:
        """Row numbers of the next `count` records that were not passed over, from row `start` on."""
        places = np.arange(count)
        gaps = np.asarray(self.numbers, dtype=np.int64)
        gaps = gaps[np.searchsorted(gaps, start) :]
        before = np.searchsorted(gaps - np.arange(len(gaps)) - start, places, side="right")
        return start + places + before


@dataclass
class Records:
    """The records of one delimited text, read batch by batch; `row` is the number of the next one."""

    layout: Layout
    quote: str
    origin: str
    passed: Passed
    row: int
    read: int = 0
    blank: int = 0

    def batches(self, stream: Utf8) -> Iterator[tuple[np.ndarray, list[pa.Array]]]:
        """Row numbers and columns of text; raises SourceError where the text cannot be read to its end."""
        try:
            for batch in self._open(stream):
                yield self._numbered(batch)
                self._refuse_mostly_misshapen()
        except pa.ArrowInvalid as error:
            straddles = "straddling" in str(error)
            raise self._unclosed(self.row) if straddles else SourceError(f"{self.origin}: {error}") from error
        self._refuse_mostly_misshapen()
        if not self.passed.ended:
            raise self._unclosed(max([self.row - 1, *self.passed.numbers[-1:]]))

    def _open(self, stream: Utf8) -> csv.CSVStreamingReader:
        names = list(self.layout.columns)
        return csv.open_csv(
            stream,
            read_options=csv.ReadOptions(use_threads=False, block_size=BLOCK, column_names=names),
            parse_options=csv.ParseOptions(
                delimiter=self.layout.delimiter,
                quote_char=self.quote or False,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=self.passed,
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
            ),
        )

    def _numbered(self, batch: pa.RecordBatch) -> tuple[np.ndarray, list[pa.Array]]:
        if batch.num_columns == 1 and batch.num_rows and batch.column(0)[-1].as_py() == END:
            self.passed.ended = True
            batch = batch.slice(0, batch.num_rows - 1)
        numbers = self.passed.row_numbers(self.row, batch.num_rows)
        self.row = int(numbers[-1]) + 1 if len(numbers) else self.row
        blank = blank_rows(batch)
        self.blank += len(blank)
        if len(blank):
            kept = np.delete(np.arange(batch.num_rows), blank)
            numbers, batch = numbers[kept], batch.take(pa.array(kept))
        self.read += batch.num_rows
        return numbers, batch.columns

    def _refuse_mostly_misshapen(self) -> None:
        bad = self.passed.misshapen
        if len(bad) > max(MANY, self.read):
            raise SourceError(
                f"{self.origin}: most records have another number of fields than the heading (row {bad[0].row}: "
                f"{bad[0].found} instead of {bad[0].expected}); name the delimiter, the quote or the heading row"
            )

    def _unclosed(self, row: int) -> SourceError:
        return SourceError(
            f"{self.origin}: row {row}: a quote that opens here is never closed, so that all that follows is one "
            f'field; close or remove it, or set quote = "" where quotes are part of the texts'
        )


def stage_delimited(path: Path, *, format: Format, to: Path, progress: Progress) -> Staged:
    """Stage a delimited text; `progress` gets bytes of the file."""
    origin = path.name
    _refuse_what_is_not_text(path)
    encoding = encoding_of(path, named=format.encoding, origin=origin)
    text = beginning(path, encoding=encoding)
    layout = find_layout(text, format=format, origin=origin)
    passed = Passed(len(layout.columns), format.heading_row)
    records = Records(layout, format.quote, origin, passed, row=format.heading_row + 1)
    head = text[: layout.end]
    skip = len(head.encode()) + (not head.endswith(("\n", "\r")))
    with Counted(path) as counted, unpacked(counted, origin=origin) as source, staging(to, layout.columns) as writer:
        stream = Utf8(source, encoding=encoding, origin=origin, skip=skip)
        for numbers, columns in records.batches(stream):
            writer.add(numbers, columns)
            progress(counted.done, counted.total)
        fingerprint = counted.fingerprint()
        progress(counted.total, counted.total)
    return Staged(
        path=to,
        origin=origin,
        columns=layout.columns,
        read=records.read + len(passed.misshapen),
        blank=records.blank + passed.blank,
        misshapen=tuple(passed.misshapen),
        encoding=encoding,
        delimiter=layout.delimiter,
        fingerprint=fingerprint,
    )


def beginning(path: Path, *, encoding: str) -> str:
    """The beginning of a text, about a megabyte of it."""
    with Counted(path) as counted, unpacked(counted, origin=path.name) as source:
        stream = Utf8(source, encoding=encoding, origin=path.name, skip=0)
        text = stream.read(CHUNK).decode(errors="ignore")
    return "" if stream.ended else text


def blank_rows(batch: pa.RecordBatch) -> np.ndarray:
    """Places of the rows in which every field is empty."""
    places = np.arange(batch.num_rows)
    for column in batch.columns:
        if not len(places):
            break
        lengths = pc.binary_length(column.take(pa.array(places)))
        places = places[lengths.to_numpy(zero_copy_only=False) == 0]
    return places


def _refuse_what_is_not_text(path: Path) -> None:
    with path.open("rb") as file:
        start = file.read(8)
    kind = next((kind for mark, kind in NOT_TEXT.items() if start.startswith(mark)), None)
    if kind:
        raise SourceError(f"{path.name}: is {kind}, not delimited text; give it the ending of what it is")
