"""How far a piece of work is: one small file for each, replaced in one step.

Written by the worker at most twice a second, read by the page that shows it. A file and not a row, because the worker
may hold the database's only transaction meanwhile.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

INTERVAL = 0.5  # seconds between two writings


@dataclass(frozen=True)
class Stand:
    """A step in words, and how many parts of it are done."""

    step: str
    done: int
    total: int


class Reporter:
    """Takes the engine's reports and writes them down, not too often."""

    def __init__(self, job: int) -> None:
        """A reporter of one job."""
        self.job = job
        self.step = ""
        self.written_at = 0.0

    def __call__(self, step: str, done: int, total: int) -> None:
        """Note how far the work is; a new step is always written."""
        now = time.monotonic()
        if step != self.step or now - self.written_at >= INTERVAL:
            self.step, self.written_at = step, now
            write(self.job, Stand(step, done, total))


def write(job: int, stand: Stand) -> None:
    """Write how far a job is."""
    path = _path(job)
    path.parent.mkdir(parents=True, exist_ok=True)
    work = path.with_name(f".{path.name}.{os.getpid()}")
    work.write_text(json.dumps(asdict(stand), ensure_ascii=False), encoding="utf-8")
    work.replace(path)


def read(job: int) -> Stand | None:
    """How far a job is; None where nothing is known."""
    try:
        return Stand(**json.loads(_path(job).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None


def forget(job: int) -> None:
    """Take the file of a job away."""
    _path(job).unlink(missing_ok=True)


def _path(job: int) -> Path:
    return Path(settings.DESK_FOLDER) / "progress" / f"{job}.json"
