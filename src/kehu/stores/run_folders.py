"""Runs on disk: immutable folders, and one small file that names the current one.

Reads and writes `runs/<label>/`: `manifest.json`, `kehu.toml`, the results as Parquet, and the batches that were read,
hard-linked, so that a run stays whole whatever becomes of the book. A run appears by one rename and becomes current by
another (ADR 5).
"""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kehu.engines import Engine
from kehu.stores import numbered
from kehu.stores.batches import Batch, batch_folder, batch_in, open_book
from kehu.stores.home import Home, HomeError, publish, read_json, write_json
from kehu.stores.numbered import MANIFEST, NumberedFolder
from kehu.tables import Book, Snapshot

LETTER = "R"


@dataclass(frozen=True)
class RunFolder(NumberedFolder):
    """A finished run on disk."""

    @property
    def as_of(self) -> datetime.date:
        """The date up to which the run knew the book."""
        return datetime.date.fromisoformat(self.manifest["as_of"])


def all_runs(home: Home) -> tuple[RunFolder, ...]:
    """The finished runs, the oldest first."""
    return tuple(RunFolder(path.name, path) for path in numbered.finished(home.runs, LETTER))


def current(home: Home) -> RunFolder | None:
    """The run that counts, or None before the first."""
    path = home.runs / "current.json"
    return find(home, read_json(path)["run"]) if path.is_file() else None


def find(home: Home, label: str) -> RunFolder:
    """A run by its label; raises HomeError where there is none."""
    for run in all_runs(home):
        if run.label == label:
            return run
    raise HomeError(f"There is no run {label!r}. `kehu runs` lists them.")


def next_label(home: Home) -> str:
    """The label of the next run."""
    return numbered.next_label(home.runs, LETTER)


def link_book(home: Home, batches: Iterable[Batch], folder: Path) -> dict[str, list[Path]]:
    """Hard-link the files of some batches into a run; gives their paths there, by table."""
    files: dict[str, list[Path]] = {}
    for batch in batches:
        to = folder / "book" / f"{batch.number:06d}"
        to.mkdir(parents=True)
        for path in sorted(batch_folder(home, batch.number).iterdir()):
            _link(path, to / path.name)
            if path.suffix == ".parquet":
                files.setdefault(path.stem, []).append(to / path.name)
    return files


def open_run_book(run: RunFolder, *, engine: Engine) -> Book:
    """The book that a run read, every version of every row, from the batches linked into the run."""
    folders = sorted((run.folder / "book").iterdir())
    files: dict[str, list[Path]] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.parquet")):
            files.setdefault(path.stem, []).append(path)
    return open_book(files, [batch_in(folder) for folder in folders], engine=engine)


def open_snapshot(run: RunFolder, *, engine: Engine) -> Snapshot:
    """The book as a run saw it."""
    return open_run_book(run, engine=engine).as_of(run.as_of)


def add(home: Home, label: str, work: Path, manifest: dict[str, Any]) -> RunFolder:
    """Publish a finished run; it is not current yet. Call while writing."""
    write_json(work / MANIFEST, manifest)
    publish(work, home.runs / label)
    return RunFolder(label, home.runs / label)


def make_current(home: Home, run: RunFolder) -> None:
    """Make a run the one that counts, in one step."""
    write_json(home.runs / "current.json", {"run": run.label})


def _link(path: Path, to: Path) -> None:
    try:
        os.link(path, to)
    except OSError:
        shutil.copy2(path, to)
