"""A book on the whole way: rows read, customers found, offers, and what the accounts come to.

Reads a folder of files and the mapping that fits them (left out: a simulated insurer of 2,000 customers); gives the
counts of the load and the sums of the run, money as text to the cent, from a home that is removed again.

    python -m benchmarks.books --json [--book FOLDER --mapping NAME] [--as-of DATE]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measuring import MeasurementError, machine, show

LEFT_OUT = ("run", "batches", "seconds", "notes")


def main() -> None:
    """Carry one book through and tell what came of it."""
    options = _options()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "demo")
        asked = {"--book": options.book, "--mapping": options.mapping, "--as-of": options.as_of}
        given = [part for name, value in asked.items() if value for part in (name, str(value))]
        _kehu("demo", "--home", str(folder), *given)
        home = folder / "kehu-home"
        batch = json.loads(next(home.glob("book/batches/*/batch.json")).read_text(encoding="utf-8"))
        overview = json.loads(_kehu("show", "--home", str(home), "--json"))
        curves = json.loads(_kehu("show", "concentration", "--home", str(home), "--json"))
    rows = {f"rows_{name}": sum(file[name] for file in batch["files"]) for name in ("read", "accepted", "rejected")}
    told = {name: value for name, value in overview.items() if name not in LEFT_OUT}
    show({**rows, **told, "concentration": curves, "machine": machine()}, title="Book", as_json=options.json)


def _kehu(*arguments: str) -> str:
    done: Any = subprocess.run([sys.executable, "-m", "kehu", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        raise MeasurementError(f"kehu {' '.join(arguments)} failed:\n{done.stderr.strip()[-2000:]}")
    return str(done.stdout)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What comes of a book: customers, offers, accounts.")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--book", type=Path, help="a folder or file to take instead")
    parser.add_argument("--mapping", help="the mapping's name or file")
    parser.add_argument("--as-of", help="the date of the run")
    return parser.parse_args()


if __name__ == "__main__":
    main()
