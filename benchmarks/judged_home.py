"""The home of a benchmark that judges a book: one that was given, or a simulated insurer, loaded as users load it.

Reads the options that such benchmarks share; gives the home and says what the book is.
"""

from __future__ import annotations

import argparse
import datetime
import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import MeasurementError
from kehu.stores.home import Home

FIRST_YEAR = 2020


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that say which book is judged."""
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--book", type=Path, help="a folder or file to take instead of a simulated insurer")
    parser.add_argument("--mapping", help="the mapping's name or file")
    parser.add_argument("--customers", type=int, default=20_000, help="customers of the simulated insurer")
    parser.add_argument("--years", type=int, default=5, help="its years of business")
    parser.add_argument("--seed", type=int, default=1, help="its seed")


def simulated(folder: Path, options: argparse.Namespace) -> Path:
    """The exports of a simulated insurer; sets the mapping, and the date where none is given."""
    asked = ["--customers", str(options.customers), "--years", str(options.years), "--seed", str(options.seed)]
    _kehu("simulate", str(folder / "insurer"), *asked)
    options.as_of = options.as_of or datetime.date(FIRST_YEAR + options.years - 2, 12, 31)
    options.mapping = "simulated"
    return folder / "insurer" / "exports"


def loaded(folder: Path, source: Path, options: argparse.Namespace, *, until: datetime.date) -> Home:
    """A home in a folder with the source loaded, as extracted on a day."""
    _kehu("init", str(folder))
    asked = ["--mapping", str(options.mapping), "--home", str(folder), "--extract-date", until.isoformat()]
    _kehu("load", str(source), *asked)
    return Home(folder)


def _kehu(*arguments: str) -> None:
    done = subprocess.run([sys.executable, "-m", "kehu", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise MeasurementError(f"kehu {' '.join(arguments)} failed:\n{done.stderr.strip()[-2000:]}")
