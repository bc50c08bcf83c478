"""Folders that are finished once and numbered for good: what runs, backtests and challenges have in common.

Reads the folders of one place in the home. A folder is finished where it holds a manifest, which is written last.
"""

from __future__ import annotations

from pathlib import Path

MANIFEST = "manifest.json"


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
