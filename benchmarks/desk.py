"""Times the desk as its users meet it: lists, searches and pages over HTTP, by one user and by eight at once.

Makes a simulated insurer of N customers (or takes a home that is there), publishes its run into a database, starts the
server that `kehu serve` starts, and asks it over the loopback as a head office and as a branch. Each figure is the
whole answer as the browser's connection sees it, the server's work and the way there and back; queries and bytes are
counted in a process of their own.

    python -m benchmarks.desk --customers 50000 --json [--database postgresql://…] [--home FOLDER] [--requests 300]
"""

from __future__ import annotations

import argparse
import datetime
import os
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.desk_requests import Visitors, visit
from benchmarks.measuring import ROOT, in_own_process, machine, show
from kehu import loads, runs
from kehu.cli.starting import begin_home
from kehu.engines import EngineSettings
from kehu.simulation import simulate
from kehu.stores import run_folders
from kehu.stores.home import Home
from kehu_desk.serving import DESK, Served, answering, environment

PORT = 8931
FIRST_YEAR, YEARS, SEED = 2020, 5, 1
USERS = (1, 8)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=50_000)
    database = os.environ.get("KEHU_DATABASE_URL")
    parser.add_argument("--database", default=database, help="postgresql://… ; SQLite in the home if left out")
    parser.add_argument("--home", type=Path, help="a home with a run, instead of a simulated insurer")
    parser.add_argument("--requests", type=int, default=300, help="requests of each kind and number of users")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(asked.home) if asked.home else insurer(Path(folder), asked.customers)
        figures = measured(home, asked.database, asked.requests)
    show({**figures, **machine()}, title="The desk", as_json=asked.json)


def insurer(folder: Path, customers: int) -> Home:
    """A simulated insurer with one run."""
    simulate(
        folder=folder / "insurer",
        customers=customers,
        years=YEARS,
        seed=SEED,
        first_year=FIRST_YEAR,
        progress=quiet,
    )
    home = begin_home(folder / "home", "CNY")
    exports = folder / "insurer" / "exports"
    mapping, text = loads.find_mapping(None, [exports])
    now = datetime.datetime.now().astimezone()
    request = loads.Request(mapping=mapping, mapping_text=text, extract_date=now.date(), loaded_at=now, paths=[exports])
    loads.load(home, request, settings=EngineSettings(), report=quiet)
    as_of = datetime.date(FIRST_YEAR + YEARS - 1, 12, 31)
    runs.run(home, as_of=as_of, started_at=now, settings=EngineSettings(), report=quiet)
    return home


def rerun(home: Home) -> None:
    """A second run of a home, as of a year before the first."""
    as_of = datetime.date(FIRST_YEAR + YEARS - 2, 12, 31)
    now = datetime.datetime.now().astimezone()
    runs.run(home, as_of=as_of, started_at=now, settings=EngineSettings(), report=quiet)


def quiet(_step: str, _done: int, _total: int) -> None:
    """Progress is not told."""


def measured(home: Home, database: str | None, requests: int) -> dict[str, Any]:
    """The figures of a home's current run in a database."""
    run = run_folders.current(home)
    if run is None:
        raise SystemExit(f"{home.folder}: has no run. Make one first: kehu run")
    served = Served(home.folder, database, "127.0.0.1", PORT, 2, None, None, None, is_behind_proxy=False)
    settings = environment(served)
    subprocess.run([*DESK, "migrate"], env=settings, check=True, stdout=subprocess.DEVNULL)
    publishing = _publish(run.label, settings)
    subprocess.run([*DESK, "prepare"], env=settings, check=True, stdout=subprocess.DEVNULL)
    os.environ.update(settings)
    pages = in_own_process("benchmarks.desk_pages")
    server = subprocess.Popen(answering(served), env=settings, cwd=ROOT)
    try:
        visitors = Visitors(PORT, pages.pop("samples"))
        visitors.wait_until_open()
        speeds = {f"users_{users}": visit(visitors, users=users, requests=requests) for users in USERS}
    finally:
        server.terminate()
        server.wait()
    return {
        "database": "postgresql" if database else "sqlite",
        "publish_seconds": publishing,
        "customers": pages.pop("customers"),
        "pages": pages["pages"],
        "milliseconds": speeds,
    }


def _publish(label: str, settings: Mapping[str, str]) -> float:
    """Publish a run; gives the seconds, next to nothing where it is on the desk already."""
    begun = time.perf_counter()
    subprocess.run([*DESK, "publish", label], env=dict(settings), check=True, stdout=subprocess.DEVNULL)
    return round(time.perf_counter() - begun, 1)


if __name__ == "__main__":
    main()
