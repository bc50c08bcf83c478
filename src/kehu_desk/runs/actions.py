"""What people do with loads and runs: each act is recorded, and long work goes to the worker.

All are keyword-only and atomic: a job and the record of who asked for it stand together or not at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from kehu_desk.access.models import User
from kehu_desk.audit.models import Act
from kehu_desk.audit.recording import record
from kehu_desk.engine import Batch, use_run, withdraw_batch
from kehu_desk.published.models import PublishedRun
from kehu_desk.published.publishing import switch_to
from kehu_desk.runs import uploads
from kehu_desk.runs.models import Job, Kind
from kehu_desk.runs.tasks import carry_out


class SpentError(RuntimeError):
    """The files were loaded or given up already."""


def try_load(*, files: Sequence[UploadedFile], folder: str, mapping: str, extract_date: datetime.date, by: User) -> Job:
    """Keep files, or take those of a folder on the server, and try to load them: nothing of the book changes."""
    ticket, names = ("", [folder]) if folder else uploads.keep(files)
    asked = {"ticket": ticket, "folder": folder, "names": names, "mapping": mapping}
    with transaction.atomic():
        job = Job.objects.create(kind=Kind.TRY_LOAD, asked={**asked, "extract_date": extract_date.isoformat()}, by=by)
        _hand_over(job)
    return job


@transaction.atomic
def commit_load(*, tried: Job, by: User) -> Job:
    """Load the files that were tried, once; raises SpentError where somebody was quicker."""
    _spend(tried)
    job = Job.objects.create(kind=Kind.LOAD, asked=tried.asked, by=by)
    record(act=Act.LOADED, subject=", ".join(tried.asked["names"])[:200], by=by, job=job.pk)
    _hand_over(job)
    return job


@transaction.atomic
def discard_load(*, tried: Job) -> None:
    """Give files up that were tried: they are deleted. Raises SpentError where they were loaded or given up already."""
    _spend(tried)
    ticket = tried.asked["ticket"]
    transaction.on_commit(lambda: uploads.discard(ticket) if ticket else None)


def _spend(tried: Job) -> None:
    """Mark the files of a trial as used; of several who try, one succeeds."""
    if not Job.objects.filter(pk=tried.pk, is_spent=False).update(is_spent=True):
        raise SpentError


@transaction.atomic
def take_rejects(*, job: int, by: User) -> None:
    """Record that somebody takes the rejected rows of a load out: they hold what the source said of persons."""
    record(act=Act.EXPORTED, subject="rejects", by=by, job=job)


@transaction.atomic
def withdraw_load(*, number: int, by: User) -> Batch:
    """Take a batch back; raises the engine's HomeError where others lean on it."""
    record(act=Act.UNLOADED, subject=f"B{number:06d}", by=by)
    return withdraw_batch(number)


@transaction.atomic
def start(*, as_of: datetime.date, by: User) -> Job:
    """Start a run as of a day."""
    return _begin(Kind.RUN, act=Act.RAN, subject=as_of.isoformat(), by=by, as_of=as_of.isoformat())


@transaction.atomic
def judge(*, kind: Kind, as_of: datetime.date | None, by: User) -> Job:
    """Judge the models of the current run: a backtest as of a day, a monitoring, or a challenge."""
    asked = {"as_of": as_of.isoformat()} if as_of else {}
    return _begin(kind, act=Act.JUDGED, subject=kind.value, by=by, **asked)


@transaction.atomic
def publish(*, label: str, by: User) -> Job:
    """Put a run on the desk."""
    return _begin(Kind.PUBLISH, act=Act.PUBLISHED, subject=label, by=by, label=label)


@transaction.atomic
def go_back(*, label: str, by: User) -> PublishedRun:
    """Go back to a run whose customers are still on the desk; the engine's current run goes with it.

    Raises NotPublishedError where they are not.
    """
    run = switch_to(label)
    record(act=Act.WENT_BACK, subject=label, by=by)
    use_run(label)
    return run


def _begin(kind: Kind, *, act: Act, subject: str, by: User, **asked: Any) -> Job:
    job = Job.objects.create(kind=kind, asked=asked, by=by)
    record(act=act, subject=subject, by=by, job=job.pk)
    _hand_over(job)
    return job


def _hand_over(job: Job) -> None:
    """Give a job to the worker when the transaction has ended."""
    transaction.on_commit(lambda: carry_out.enqueue(job.pk))
