"""Excel workbooks, written by the engine in constant memory.

Takes sheets of headings and rows; gives the open file, whose name is gone from the disk already, so that nothing of a
customer is left there when the answer is sent or the connection breaks.
"""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from kehu.stores.workbooks import Sheet, write_workbook

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(sheets: Iterable[Sheet], *, created_at: datetime.datetime) -> BinaryIO:
    """A workbook of sheets, open for reading from its beginning."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        write_workbook(path, sheets, created_at=created_at, report=_quiet)
        return path.open("rb")


def _quiet(_step: str, _done: int, _total: int) -> None:
    """Progress is not told: a workbook takes seconds."""
