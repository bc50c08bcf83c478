"""Folders that are finished once and numbered for good: what runs, backtests, challenges and monitors have in common.

Reads and writes the folders of one place in the home. A folder is finished where it holds a manifest, which is written
last; it appears by one rename.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kehu.stores.home import Home, HomeError, publish, read_json, write_json
from kehu.tables import Table

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class NumberedFolder:
    """A finished folder on disk."""

    label: str
    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        """What it was made of, and what came of it."""
        manifest: dict[str, Any] = read_json(self.folder / MANIFEST)
        return manifest

    def table(self, name: str) -> Path:
        """The Parquet file of one of its tables."""
        return self.folder / f"{name}.parquet"


@dataclass(frozen=True)
class Numbered:
    """A kind of numbered folders: their place in the home, the letter before their number, and how one is made."""

    place: str
    letter: str
    name: str
    command: str

    def folders(self, home: Home) -> tuple[NumberedFolder, ...]:
        """The finished folders, the oldest first."""
        return tuple(NumberedFolder(path.name, path) for path in finished(home.folder / self.place, self.letter))

    def find(self, home: Home, label: str) -> NumberedFolder:
        """A folder by its label; raises HomeError where there is none."""
        found = self.folders(home)
        for made in found:
            if made.label == label:
                return made
        there = ", ".join(made.label for made in found) or f"none yet: {self.command}"
        raise HomeError(f"There is no {self.name} {label!r}. There are: {there}.")

    def next_label(self, home: Home) -> str:
        """The label of the next folder."""
        return next_label(home.folder / self.place, self.letter)

    def add(self, home: Home, work: Path, manifest: dict[str, Any]) -> NumberedFolder:
        """Publish a finished folder under the name of its work folder. Call while writing."""
        write_json(work / MANIFEST, manifest)
        publish(work, home.folder / self.place / work.name)
        return NumberedFolder(work.name, home.folder / self.place / work.name)


CHALLENGES = Numbered("challenges", "C", "challenge", "kehu challenge")
MONITORS = Numbered("monitoring", "M", "monitoring", "kehu monitor")


def write_rows(folder: Path, table: type[Table], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows as a table of a folder that is being made."""
    kinds = pa.schema([(name, kind.to_pyarrow()) for name, kind in table.datatypes().items()])
    pq.write_table(pa.Table.from_pylist(list(rows), schema=kinds), folder / f"{table.table_name}.parquet")


def read_rows(made: NumberedFolder, table: type[Table]) -> list[dict[str, Any]]:
    """The rows of a table of a finished folder."""
    rows: list[dict[str, Any]] = pq.read_table(made.table(table.table_name), use_threads=False).to_pylist()
    return rows


def finished(place: Path, letter: str) -> tuple[Path, ...]:
    """The finished folders of a place, the oldest first; their names are a letter and a number."""
    folders = sorted(place.glob(f"{letter}[0-9]*")) if place.is_dir() else []
    return tuple(path for path in folders if (path / MANIFEST).is_file())


def next_label(place: Path, letter: str) -> str:
    """The name of the next folder.

    >>> next_label(Path("nowhere"), "R")
    'R000001'
    """
    numbers = [int(path.name[1:]) for path in finished(place, letter)]
    return f"{letter}{max(numbers, default=0) + 1:06d}"
