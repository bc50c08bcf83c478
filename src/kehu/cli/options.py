"""Options that several commands share, and what becomes of them.

Reads the command line and `KEHU_HOME`; gives a `Home`, engine settings and the run asked for.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Annotated

import typer

from kehu.engines import EngineSettings
from kehu.stores import run_folders
from kehu.stores.home import Home, HomeError
from kehu.stores.run_folders import RunFolder

DATES = ["%Y-%m-%d"]
SIZE = re.compile(r"\d+(\.\d+)?\s*([KMGT]i?)?B", re.IGNORECASE)


def _size(text: str | None) -> str | None:
    if text is not None and not SIZE.fullmatch(text):
        raise typer.BadParameter(f"{text!r} is no size; write one such as 4GiB")
    return text


HomeFolder = Annotated[Path, typer.Option("--home", envvar="KEHU_HOME", help="The home folder of the book.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for machines: money as text, exact.")]
Memory = Annotated[
    str | None, typer.Option(help="The most memory the engine may use, such as 4GiB.", callback=_size, metavar="SIZE")
]
Threads = Annotated[int | None, typer.Option(min=1, help="How many threads the engine may use.", metavar="COUNT")]
Spill = Annotated[Path | None, typer.Option(help="Folder for what does not fit in memory.", metavar="FOLDER")]
RunLabel = Annotated[str | None, typer.Option("--run", help="The run, such as R000001; the current one if left out.")]
DEFAULT_HOME = Path("kehu-home")


def settings_of(memory: str | None, threads: int | None, spill: Path | None) -> EngineSettings:
    """The engine's settings."""
    return EngineSettings(memory=memory, threads=threads, spill=spill)


def find_run(folder: Path, label: str | None) -> RunFolder:
    """The run asked for, or the current one; raises HomeError where there is none."""
    home = Home(folder)
    home.check()
    run = run_folders.find(home, label) if label else run_folders.current(home)
    if run is None:
        raise HomeError(f"{folder}: there is no run yet. Make one with: kehu run --home {folder}")
    return run


def date_of(moment: datetime.datetime | None) -> datetime.date | None:
    """The date of an option that was read as a moment."""
    return moment.date() if moment else None
