"""One worker works at a time, and says of what it finds undone that it failed."""

import io

import pytest
from django.core.management import call_command
from filelock import FileLock

from kehu_desk.runs.models import Job, Kind, Status


@pytest.fixture
def desk(home, settings):
    settings.DESK_FOLDER.mkdir()
    return settings.DESK_FOLDER


def test_a_second_worker_is_sent_away(desk, db):
    err = io.StringIO()
    with FileLock(desk / "worker.lock"), pytest.raises(SystemExit):
        call_command("work", stderr=err)
    assert "Another worker" in err.getvalue()


def test_what_a_dead_worker_left_is_said_to_have_failed(desk, desk_user, monkeypatch):
    begun = []
    monkeypatch.setattr("kehu_desk.runs.management.commands.work.call_command", lambda name, **_: begun.append(name))
    job = Job.objects.create(kind=Kind.RUN, status=Status.RUNNING, by=desk_user("actuary"))
    call_command("work")
    job.refresh_from_db()
    assert (job.status, begun) == (Status.FAILED, ["db_worker"])
