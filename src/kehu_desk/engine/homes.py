"""The home folder on which the desk stands, and its runs.

Reads the setting `KEHU_HOME`; gives the engine's own values for it.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from kehu.stores import run_folders
from kehu.stores.home import Home
from kehu.stores.run_folders import RunFolder


def home() -> Home:
    """The engine's home folder."""
    return Home(Path(settings.KEHU_HOME))


def find_run(label: str) -> RunFolder:
    """A run by its label; raises HomeError where there is none."""
    return run_folders.find(home(), label)


def current_label() -> str | None:
    """The label of the engine's current run, or None before the first."""
    run = run_folders.current(home())
    return run.label if run else None
