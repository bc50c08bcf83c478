"""Writing the exports and the truth: delimited text in GB18030, a workbook, Parquet.

Reads Arrow tables block by block and appends them to the files of a folder; the only module of the simulation that
touches disk. Nothing in the files depends on the clock, so that one seed gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import xlsxwriter

ENCODING = "gb18030"
CREATED = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
OPTIONS = pc.WriteOptions(include_header=False, quoting_style="needed")


@contextmanager
def unfinished(folder: Path) -> Iterator[Path]:
    """A folder beside the one wanted, which takes its name when all is written; a dead writer's is swept away."""
    work = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    try:
        yield work
        if folder.is_dir():
            folder.rmdir()
        work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)


class Exports:
    """Open files of delimited text below a folder, appended to block by block."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows: dict[str, int] = {}
        self._open: dict[str, Any] = {}

    def __enter__(self) -> Self:
        """Begin with an empty folder."""
        self.folder.mkdir(parents=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every file."""
        for file in self._open.values():
            file.close()

    def add(self, path: str, text: bytes, *, headings: Iterable[str], rows: int) -> None:
        """Append lines of UTF-8 text to a file; its first ones come after a line of headings."""
        if path not in self._open:
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            self._open[path] = target.open("wb")
            self._open[path].write((",".join(headings) + "\n").encode(ENCODING))
            self.rows[path] = 0
        self._open[path].write(text.decode().encode(ENCODING))
        self.rows[path] += rows


class Truth:
    """Open Parquet files below a folder, a row group for each block."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._open: dict[str, pq.ParquetWriter] = {}

    def __enter__(self) -> Self:
        """Begin with an empty folder."""
        self.folder.mkdir(parents=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every file."""
        for file in self._open.values():
            file.close()

    def add(self, name: str, table: pa.Table) -> None:
        """Append rows to a table of the truth."""
        if name not in self._open:
            self._open[name] = pq.ParquetWriter(self.folder / f"{name}.parquet", table.schema, compression="zstd")
        self._open[name].write_table(table)


def as_lines(table: pa.Table) -> bytes:
    """The rows of a table of texts as lines of delimited UTF-8."""
    buffer = io.BytesIO()
    pc.write_csv(table, buffer, OPTIONS)
    return buffer.getvalue()


def write_workbook(path: Path, sheets: dict[str, pa.Table]) -> None:
    """Write tables of texts as the sheets of one workbook, in constant memory."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book.set_properties({"created": CREATED})
    for name, table in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, table.column_names)
        for number, row in enumerate(zip(*(column.to_pylist() for column in table.columns), strict=True), start=1):
            sheet.write_row(number, 0, row)
    book.close()
