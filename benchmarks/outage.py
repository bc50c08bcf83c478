"""Stops and starts PostgreSQL while people work at the desk, and looks at what each of them sees.

Makes a simulated insurer with two runs, publishes one, and serves the desk as `kehu serve` does. Visitors ask for the
portfolio and the list without a pause; meanwhile the server is stopped and started again, half of the times at once
("immediate", as in a power cut) and, in every other round, in the midst of a publishing. An answer must be a whole
page of one run, or the page that says that the database is away; after each start the desk must answer by itself.

    python -m benchmarks.outage --times 10 --json [--customers 3000] [--seed 1]
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import signal
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.desk import insurer, rerun
from benchmarks.measuring import ROOT, in_own_process, machine, show
from benchmarks.postgresql import Server, server
from kehu_desk.serving import DESK, Served, answering, environment

PORT = 8932
LABELS = ("R000001", "R000002")
PATIENCE = 60
AWAY = "The database does not answer"
SHOWN = re.compile(r"R0000\d\d")


def main() -> None:
    """Stop, start and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--customers", type=int, default=3_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, server() as database:
        home = insurer(Path(folder), asked.customers)
        rerun(home)
        figures = stopped(home.folder, database, asked.times, random.Random(asked.seed))
    show({**figures, **machine()}, title="PostgreSQL stopped and started", as_json=asked.json)


def stopped(home: Path, database: Server, times: int, chance: random.Random) -> dict[str, Any]:
    """The figures of some stops."""
    served = Served(home, database.url, "127.0.0.1", PORT, 2, None, None, None, is_behind_proxy=False)
    settings = environment(served)
    for command in (["migrate"], ["publish", LABELS[0]], ["prepare"]):
        subprocess.run([*DESK, *command], env=settings, check=True, capture_output=True)
    os.environ.update(settings)
    asked = in_own_process("benchmarks.desk_pages")["samples"]
    visitors = Visitors([asked["portfolio"][0], asked["list"][0]])
    recovery, publishings = [], Counter[str]()
    with _serving(served, settings), visitors:
        for turn in range(times):
            publishing = _begin_to_publish(LABELS[(turn + 1) % 2], settings) if turn % 2 else None
            time.sleep(chance.random() * 3)
            database.stop(at_once=turn % 4 < 2)
            time.sleep(1 + chance.random() * 2)
            database.start()
            recovery.append(visitors.seconds_until_open())
            if publishing is not None:
                publishings["ended" if publishing.wait() == 0 else "failed whole"] += 1
    return {
        "stops": times,
        "answers": dict(visitors.answers),
        "longest_recovery_seconds": round(max(recovery), 2),
        "publishings_under_way": dict(publishings),
        "faults": len(visitors.faults),
        "examples_of_faults": visitors.faults[:5],
    }


@contextmanager
def _serving(served: Served, settings: Mapping[str, str]) -> Iterator[None]:
    """The desk's web server, for the time of a `with` block."""
    process = subprocess.Popen(answering(served), env=dict(settings), cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def _begin_to_publish(label: str, settings: Mapping[str, str]) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen([*DESK, "publish", label], env=dict(settings), stdout=quiet, stderr=quiet)


@dataclass
class Visitors:
    """People who ask for pages without a pause, and what they saw; `asked` are session cookies and addresses."""

    asked: list[tuple[str, str]]
    answers: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    has_ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Visitors:
        """Wait for the desk, and begin."""
        self.seconds_until_open()
        self.threads = [threading.Thread(target=self._ask_on, args=(one,), daemon=True) for one in self.asked]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """End."""
        self.has_ended.set()
        for thread in self.threads:
            thread.join()

    def seconds_until_open(self) -> float:
        """Wait until every page is there again; gives the seconds."""
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            try:
                if all(_answer(*one)[0] == http.client.OK for one in self.asked):
                    return time.monotonic() - begun
            except (OSError, http.client.HTTPException):
                pass
            time.sleep(0.05)
        self.faults.append(f"the desk did not come back within {PATIENCE} seconds")
        return PATIENCE

    def _ask_on(self, one: tuple[str, str]) -> None:
        while not self.has_ended.is_set():
            try:
                status, page = _answer(*one)
            except (OSError, http.client.HTTPException) as error:
                self.faults.append(f"{one[1]}: {type(error).__name__}: {error}")
                continue
            self._judge(one[1], status, page)
            self.has_ended.wait(0.02)

    def _judge(self, address: str, status: int, page: str) -> None:
        """A whole page of one run, or the page that says that the database is away; else a fault."""
        if status == http.client.OK and "</html>" in page and len(set(SHOWN.findall(page))) == 1:
            self.answers[f"a whole page of {SHOWN.findall(page)[0]}"] += 1
        elif status == http.client.SERVICE_UNAVAILABLE and AWAY in page:
            self.answers["the database is away"] += 1
        else:
            self.faults.append(
                f"{address}: status {status}, runs {sorted(set(SHOWN.findall(page)))}, {len(page)} signs"
            )


def _answer(session: str, address: str) -> tuple[int, str]:
    """Status and text of a page; a connection of its own each time, so that none outlives what it was made for."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=PATIENCE)
    try:
        connection.request("GET", address, headers={"Cookie": f"kehu_session={session}; kehu_language=en"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


if __name__ == "__main__":
    main()
