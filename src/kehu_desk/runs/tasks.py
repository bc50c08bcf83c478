"""The work itself, done by the worker: what each kind of job calls, and what is kept of it.

Reads a `Job`; calls the engine or the publishing; writes the outcome. An error that the engine declares ends as words
for the person who asked; any other is logged, and said to be a defect. Engine and publishing are whole or not at all,
so a job that dies has done nothing.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from kehu_desk.engine import (
    document_of,
    is_refusal,
    load_files,
    make_backtest,
    make_challenge,
    make_monitoring,
    start_run,
)
from kehu_desk.published.publishing import publish
from kehu_desk.runs import progress, uploads
from kehu_desk.runs.models import Job, Kind, Status

log = logging.getLogger(__name__)


@task()
def carry_out(pk: int) -> None:
    """Do a job that is waiting; one that is not is left alone."""
    if not Job.objects.filter(pk=pk, status=Status.WAITING).update(status=Status.RUNNING, started_at=timezone.now()):
        return
    job = Job.objects.select_related("by").get(pk=pk)
    try:
        outcome = WORK[job.kind](job)
    except Exception as error:
        _fail(job, error)
    else:
        Job.objects.filter(pk=pk).update(status=Status.DONE, outcome=outcome, finished_at=timezone.now())
    finally:
        progress.forget(pk)


def _fail(job: Job, error: Exception) -> None:
    """Keep why a job failed."""
    if is_refusal(error):
        message = str(error).replace(str(settings.KEHU_HOME), "…")
    else:
        log.exception("job %s failed", job.pk)
        message = _("The work stopped on an error that Kehu does not know: %(error)s. Nothing was changed.") % {
            "error": error
        }
    Job.objects.filter(pk=job.pk).update(status=Status.FAILED, message=message, finished_at=timezone.now())


def fail_interrupted() -> int:
    """Say of jobs that no worker is doing any more that they failed; gives their number. Call before work begins."""
    message = _(
        "The process that did the work ended. What it had begun is there whole or not at all: look before you start it "
        "again."
    )
    running = Job.objects.filter(status=Status.RUNNING)
    return running.update(status=Status.FAILED, message=message, finished_at=timezone.now())


def hand_over_again() -> int:
    """Hand over what waits once more, in case it was never handed over; done twice it is not. Gives the number."""
    waiting = list(Job.objects.filter(status=Status.WAITING).values_list("pk", flat=True))
    for pk in waiting:
        carry_out.enqueue(pk)
    return len(waiting)


def _load(job: Job) -> dict[str, Any]:
    """Load the files of a job, or try to."""
    is_dry_run = job.kind == Kind.TRY_LOAD
    ticket, folder = job.asked["ticket"], job.asked["folder"]
    report = load_files(
        uploads.incoming(folder) if folder else uploads.folder_of(ticket),
        mapping=job.asked["mapping"] or None,
        extract_date=datetime.date.fromisoformat(job.asked["extract_date"]),
        now=timezone.localtime(),
        is_dry_run=is_dry_run,
        report=progress.Reporter(job.pk),
    )
    if ticket and not is_dry_run:
        uploads.discard(ticket)
    return {**document_of(report), "rejects": str(report.rejects) if report.rejects else ""}


def _run(job: Job) -> dict[str, Any]:
    as_of = datetime.date.fromisoformat(job.asked["as_of"])
    return {"label": start_run(as_of=as_of, now=timezone.localtime(), report=progress.Reporter(job.pk))}


def _publish(job: Job) -> dict[str, Any]:
    run = publish(job.asked["label"], by=job.by.get_username(), report=progress.Reporter(job.pk))
    return {"label": run.label}


def _backtest(job: Job) -> dict[str, Any]:
    as_of = datetime.date.fromisoformat(job.asked["as_of"])
    return {"label": make_backtest(as_of=as_of, now=timezone.localtime(), report=progress.Reporter(job.pk))}


def _monitor(job: Job) -> dict[str, Any]:
    return {"label": make_monitoring(since=None, now=timezone.localtime(), report=progress.Reporter(job.pk))}


def _challenge(job: Job) -> dict[str, Any]:
    return {"label": make_challenge(now=timezone.localtime(), report=progress.Reporter(job.pk))}


WORK: Mapping[str, Callable[[Job], dict[str, Any]]] = {
    Kind.TRY_LOAD: _load,
    Kind.LOAD: _load,
    Kind.RUN: _run,
    Kind.PUBLISH: _publish,
    Kind.BACKTEST: _backtest,
    Kind.MONITOR: _monitor,
    Kind.CHALLENGE: _challenge,
}
