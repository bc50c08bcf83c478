"""What the pages of loads and runs show: jobs, and which run stands where.

Reads `Job`, `PublishedRun` and the engine's runs through the gateway.
"""

from __future__ import annotations

from dataclasses import dataclass

from kehu_desk.engine import RunMade, made_runs
from kehu_desk.published.models import PublishedRun
from kehu_desk.runs.models import Job, Kind, Status

SHOWN = 20


@dataclass(frozen=True)
class Standing:
    """Where things stand: the run on the desk, the newest run, the one to go back to, and the work that is going on."""

    runs: tuple[RunMade, ...]
    on_desk: PublishedRun | None
    former: PublishedRun | None
    working: tuple[Job, ...]

    @property
    def newest(self) -> RunMade | None:
        """The newest run."""
        return self.runs[0] if self.runs else None

    @property
    def has_unpublished(self) -> bool:
        """Whether the newest run is not the one on the desk."""
        return self.newest is not None and (self.on_desk is None or self.on_desk.label != self.newest.label)


def standing() -> Standing:
    """Where things stand now."""
    published = list(PublishedRun.objects.order_by("-pk"))
    on_desk = next((run for run in published if run.is_current), None)
    former = next((run for run in published if not run.is_current), None)
    return Standing(made_runs(), on_desk, former, working())


def working() -> tuple[Job, ...]:
    """The jobs that wait or are being done."""
    return tuple(Job.objects.filter(status__in=(Status.WAITING, Status.RUNNING)).select_related("by"))


def latest_loads() -> tuple[Job, ...]:
    """The last loads that somebody tried or made."""
    return tuple(Job.objects.filter(kind__in=(Kind.TRY_LOAD, Kind.LOAD)).select_related("by")[:SHOWN])


def last_failed(kind: Kind) -> Job | None:
    """The last job of a kind, where it failed."""
    job: Job | None = Job.objects.filter(kind=kind).first()
    return job if job is not None and job.status == Status.FAILED else None
