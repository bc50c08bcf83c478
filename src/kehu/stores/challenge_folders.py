"""Challenges on disk: immutable folders beside the runs, each with the trials of one comparison.

Reads and writes `challenges/<label>/`: the tables of the comparison as Parquet and `manifest.json`. A challenge appears
by one rename; what it led to stands in the file of promotions.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kehu.stores import numbered
from kehu.stores.home import Home, HomeError, publish, read_json, write_json
from kehu.stores.numbered import MANIFEST

FOLDER, LETTER = "challenges", "C"


@dataclass(frozen=True)
class ChallengeFolder:
    """A finished challenge on disk."""

    label: str
    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        """Which run was challenged, as of when, and by what."""
        manifest: dict[str, Any] = read_json(self.folder / MANIFEST)
        return manifest

    def table(self, name: str) -> Path:
        """The Parquet file of a table of the comparison."""
        return self.folder / f"{name}.parquet"


def all_challenges(home: Home) -> tuple[ChallengeFolder, ...]:
    """The finished challenges, the oldest first."""
    return tuple(ChallengeFolder(path.name, path) for path in numbered.finished(home.folder / FOLDER, LETTER))


def find(home: Home, label: str) -> ChallengeFolder:
    """A challenge by its label; raises HomeError where there is none."""
    found = all_challenges(home)
    for made in found:
        if made.label == label:
            return made
    there = ", ".join(made.label for made in found) or "none yet: kehu challenge"
    raise HomeError(f"There is no challenge {label!r}. There are: {there}.")


def next_label(home: Home) -> str:
    """The label of the next challenge."""
    return numbered.next_label(home.folder / FOLDER, LETTER)


def add(home: Home, work: Path, manifest: dict[str, Any]) -> ChallengeFolder:
    """Publish a finished challenge under the name of its work folder. Call while writing."""
    write_json(work / MANIFEST, manifest)
    publish(work, home.folder / FOLDER / work.name)
    return ChallengeFolder(work.name, home.folder / FOLDER / work.name)
