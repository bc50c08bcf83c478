"""Visitors of the desk: requests over kept connections, one after another or many at once, with the time of each.

Reads the samples made by `benchmarks.desk_pages`; gives the median and the 95th percentile by kind of page.
"""

from __future__ import annotations

import http.client
import itertools
import statistics
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

PATIENCE = 60


class VisitError(RuntimeError):
    """The desk answered otherwise than a visitor may expect."""


@dataclass(frozen=True)
class Visitors:
    """Where the desk is, and what its visitors ask for: session cookie and address, by kind of page."""

    port: int
    samples: Mapping[str, Sequence[tuple[str, str]]]

    def wait_until_open(self) -> None:
        """Wait for the server; raises VisitError where it does not come up."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self.ask(self.connect(), *self.samples["list"][0])
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise VisitError(f"Nobody answers at port {self.port}.")

    def connect(self) -> http.client.HTTPConnection:
        """A connection that is kept between requests."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    def ask(self, connection: http.client.HTTPConnection, session: str, address: str) -> float:
        """Ask for a page; gives the milliseconds until its last byte."""
        headers = {"Cookie": f"kehu_session={session}"} | ({"HX-Request": "true"} if "search" in address else {})
        begun = time.perf_counter()
        connection.request("GET", address, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise VisitError(f"{address}: status {answer.status}")
        return 1000 * (time.perf_counter() - begun)


def visit(visitors: Visitors, *, users: int, requests: int) -> dict[str, dict[str, float]]:
    """Let some users ask at once, each `requests / users` times for each kind of page, kinds in turn."""
    with ThreadPoolExecutor(users) as pool:
        walks = list(pool.map(lambda user: _walk(visitors, user, max(1, requests // users)), range(users)))
    together: dict[str, list[float]] = defaultdict(list)
    for walk in walks:
        for kind, times in walk.items():
            together[kind] += times
    return {kind: _summed_up(times) for kind, times in together.items()}


def _walk(visitors: Visitors, user: int, rounds: int) -> dict[str, list[float]]:
    """One user's way through the desk: every kind of page in turn, with the times."""
    connection = visitors.connect()
    asked = {kind: itertools.cycle([*found[user:], *found[:user]]) for kind, found in visitors.samples.items()}
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for kind, turn in asked.items():
            times[kind].append(visitors.ask(connection, *next(turn)))
    return times


def _summed_up(times: Sequence[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=20) if len(times) > 1 else [*times] * 19
    return {"median": round(statistics.median(times), 1), "p95": round(cuts[18], 1), "requests": len(times)}
