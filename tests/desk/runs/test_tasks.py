"""Work is done once, ends in words where it fails, and is never said to go on when nobody does it."""

import pytest

from kehu.stores.home import HomeError
from kehu_desk.runs import tasks
from kehu_desk.runs.models import JUDGING, Job, Kind, Status
from kehu_desk.runs.tasks import carry_out, fail_interrupted, hand_over_again


@pytest.fixture
def job(desk_user, home):
    return Job.objects.create(kind=Kind.RUN, asked={"as_of": "2023-12-31"}, by=desk_user("actuary"))


def ended(job):
    job.refresh_from_db()
    return job.status, job.message


def test_an_empty_book_fails_in_the_engines_words(job):
    carry_out.call(job.pk)
    status, message = ended(job)
    assert status == Status.FAILED
    assert "kehu load" in message


@pytest.mark.parametrize("kind", JUDGING)
def test_judging_an_empty_book_fails_in_the_engines_words(job, kind):
    job.kind = kind
    job.save()
    carry_out.call(job.pk)
    assert ended(job)[0] == Status.FAILED
    assert "kehu " in ended(job)[1]


def test_an_error_that_nobody_declared_says_so_and_is_logged(job, monkeypatch, caplog):
    monkeypatch.setitem(tasks.WORK, Kind.RUN, lambda job: 1 / 0)
    carry_out.call(job.pk)
    assert "division by zero" in ended(job)[1]
    assert f"job {job.pk} failed" in caplog.text


def test_work_is_done_once(job, monkeypatch):
    done = []
    monkeypatch.setitem(tasks.WORK, Kind.RUN, lambda job: done.append(job.pk) or {"label": "R1"})
    carry_out.call(job.pk)
    carry_out.call(job.pk)
    assert done == [job.pk]
    assert ended(job)[0] == Status.DONE


def test_a_refusal_is_told_as_it_is(job, monkeypatch):
    def refuse(job):
        raise HomeError("another process is writing there")

    monkeypatch.setitem(tasks.WORK, Kind.RUN, refuse)
    carry_out.call(job.pk)
    assert ended(job) == (Status.FAILED, "another process is writing there")


def test_work_that_nobody_does_any_more_is_said_to_have_failed(job):
    Job.objects.update(status=Status.RUNNING)
    assert fail_interrupted() == 1
    status, message = ended(job)
    assert status == Status.FAILED and "whole or not at all" in message


def test_work_that_waits_is_left_waiting(job):
    assert fail_interrupted() == 0
    assert ended(job)[0] == Status.WAITING


def test_work_that_was_never_handed_over_is_handed_over_at_the_next_start(job, monkeypatch):
    monkeypatch.setitem(tasks.WORK, Kind.RUN, lambda job: {"label": "R1"})
    assert hand_over_again() == 1
    assert ended(job)[0] == Status.DONE
