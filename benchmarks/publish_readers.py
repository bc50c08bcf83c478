"""Readers of the desk that look all the time, and say where what they see is not one whole run.

Each takes the current run once, as a request does, and reads everything of it: customers, the sum of their results,
search keys, branches, the portfolio. What a run has is learnt when it is seen for the first time whole, and compared
from then on.
"""

from __future__ import annotations

import threading
import time
from typing import Self

from django.db import connection
from django.db.models import Count, Sum

from kehu_desk.published.current import current_run
from kehu_desk.published.models import Branch, Customer, Portfolio, PublishedRun, SearchKey

Seen = tuple[int, int, int, int, int]


class Readers:
    """Threads that read until they are told to end."""

    def __init__(self, count: int) -> None:
        """So many readers."""
        self.threads = [threading.Thread(target=self._read_on, daemon=True) for _ in range(count)]
        self.has_ended = threading.Event()
        self.known: dict[str, Seen] = {}
        self.faults: list[str] = []
        self.readings, self.longest_ms = 0, 0.0
        self.published = 0

    def __enter__(self) -> Self:
        """Begin to read; the first look teaches what the run has."""
        self.look()
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        """End all readers."""
        self.has_ended.set()
        for thread in self.threads:
            thread.join()

    def look(self) -> None:
        """One reading."""
        begun = time.perf_counter()
        run = current_run()
        if run is None:
            self.faults.append("no run is on the desk")
            return
        seen = _everything(run)
        self.longest_ms = max(self.longest_ms, 1000 * (time.perf_counter() - begun))
        self.readings += 1
        self.published = run.pk
        expected = self.known.setdefault(run.label, seen)
        if seen != expected or seen[0] != run.customer_count:
            self.faults.append(f"{run.label}: saw {seen}, not {expected}")

    def _read_on(self) -> None:
        while not self.has_ended.is_set():
            try:
                self.look()
            except Exception as error:
                self.faults.append(f"{type(error).__name__}: {error}")
            self.has_ended.wait(0.01)
        connection.close()


def left_over() -> list[str]:
    """What a dead publishing left: rows of runs that are none, or more than two runs."""
    runs = set(PublishedRun.objects.values_list("pk", flat=True))
    faults = [f"{len(runs)} runs on the desk"] if len(runs) > 2 else []
    for model in (Customer, SearchKey, Branch, Portfolio):
        owners = set(model.objects.values_list("run_id", flat=True).distinct())
        if owners - runs:
            faults.append(f"{model.__name__}: rows of runs that are not there: {owners - runs}")
    if PublishedRun.objects.filter(is_current=True).count() != 1:
        faults.append("not one run is current")
    return faults


def _everything(run: PublishedRun) -> Seen:
    """Customers, their result, keys, branches and portfolios of a run."""
    customers = Customer.objects.filter(run=run).aggregate(count=Count("place"), result=Sum("result_cents"))
    return (
        customers["count"],
        customers["result"] or 0,
        SearchKey.objects.filter(run_id=run.pk).count(),
        Branch.objects.filter(run=run).count(),
        Portfolio.objects.filter(run=run).count(),
    )
