"""The home folder: where a book, its runs and its rejects live, and how anything in it is changed.

Gives `Home`; every change is prepared in a work folder and appears by one atomic rename, or not at all.
One writer at a time holds a file lock, which the system releases when a process dies, whatever killed it; what a
dead writer left in its work folder is swept away by the next.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""What the system says when nothing more can be written."""


READ_ONLY = 0o444


class HomeError(RuntimeError):
    """The home folder cannot be used as asked; the message says why and what to do."""


@dataclass(frozen=True)
class Home:
    """The folders of one insurer's book."""

    folder: Path

    @property
    def parameters(self) -> Path:
        """The file of assumptions."""
        return self.folder / "kehu.toml"

    @property
    def book(self) -> Path:
        """Where the batches live."""
        return self.folder / "book"

    @property
    def runs(self) -> Path:
        """Where the runs live."""
        return self.folder / "runs"

    @property
    def rejects(self) -> Path:
        """Where the files of rejects are put."""
        return self.folder / "rejects"

    def check(self) -> None:
        """Raise HomeError where the folder was not made by `kehu init`."""
        if not self.parameters.is_file():
            raise HomeError(f"{self.folder}: not a Kehu home. Make one with: kehu init {self.folder}")

    @contextmanager
    def writing(self, what: str) -> Iterator[Path]:
        """Hold the lock on `book` or `runs` and give an empty work folder on the same disk.

        Raises HomeError where another process is writing there, or where the disk is full.
        """
        place = self.folder / what
        place.mkdir(parents=True, exist_ok=True)
        try:
            with FileLock(place / ".lock", timeout=0):
                work = place / ".work"
                shutil.rmtree(work, ignore_errors=True)
                work.mkdir()
                try:
                    yield work
                except OSError as error:
                    raise _explained(error, place) from error
                finally:
                    shutil.rmtree(work, ignore_errors=True)
        except Timeout:
            raise HomeError(f"{place}: another process is writing there. Try again when it has ended.") from None

    @contextmanager
    def trying(self) -> Iterator[Path]:
        """A work folder for what is to leave no trace, without a lock."""
        with tempfile.TemporaryDirectory(prefix="kehu-") as folder:
            yield Path(folder)


def _explained(error: OSError, place: Path) -> Exception:
    if error.errno not in FULL:
        return error
    return HomeError(f"{place}: the disk is full; nothing was changed. Free some space there and try again.")


def publish(folder: Path, to: Path) -> None:
    """Make a finished folder appear under its final name, in one step, safely on disk, its files for reading only."""
    for path in [*sorted(folder.rglob("*")), folder]:
        if path.is_file():
            path.chmod(READ_ONLY)
        _sync(path)
    to.parent.mkdir(parents=True, exist_ok=True)
    folder.rename(to)
    _sync(to.parent)


def replace_text(path: Path, text: str) -> None:
    """Replace a file's text in one step, safely on disk."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_text(text, encoding="utf-8")
    _sync(temporary)
    temporary.replace(path)
    _sync(path.parent)


def write_json(path: Path, value: Any) -> None:
    """Replace a file by a value as JSON, one entry a line."""
    replace_text(path, json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def read_json(path: Path) -> Any:
    """The value of a JSON file."""
    return json.loads(path.read_text(encoding="utf-8"))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
