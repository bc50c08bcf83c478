"""Backtests on disk: immutable folders beside the runs, none of which is ever current.

Reads and writes `backtests/<label>/`: the run of the past under `run/`, tables of the comparison as Parquet, and
`manifest.json`. A backtest appears by one rename, like a run, and nothing of it is read by a run that follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kehu.stores import numbered
from kehu.stores.home import Home, publish, write_json
from kehu.stores.numbered import MANIFEST, NumberedFolder
from kehu.stores.run_folders import RunFolder

FOLDER, LETTER, OF_RUN = "backtests", "T", "run"


@dataclass(frozen=True)
class BacktestFolder(NumberedFolder):
    """A finished backtest on disk."""

    @property
    def run(self) -> RunFolder:
        """The run of the past."""
        return RunFolder(self.label, self.folder / OF_RUN)


def all_backtests(home: Home) -> tuple[BacktestFolder, ...]:
    """The finished backtests, the oldest first."""
    return tuple(BacktestFolder(path.name, path) for path in numbered.finished(home.folder / FOLDER, LETTER))


def next_label(home: Home) -> str:
    """The label of the next backtest."""
    return numbered.next_label(home.folder / FOLDER, LETTER)


def add(home: Home, work: Path, manifest: dict[str, Any]) -> BacktestFolder:
    """Publish a finished backtest under the name of its work folder. Call while writing."""
    write_json(work / OF_RUN / MANIFEST, manifest["run"])
    write_json(work / MANIFEST, manifest)
    publish(work, home.folder / FOLDER / work.name)
    return BacktestFolder(work.name, home.folder / FOLDER / work.name)
