"""Loads and runs in words and figures."""

import pytest

from kehu_desk.runs import progress, queries, tables
from kehu_desk.runs.models import Job, Kind, Status


@pytest.fixture
def job(desk_user, home):
    return Job.objects.create(kind=Kind.RUN, by=desk_user("actuary", name="李思远"))


def test_work_says_where_it_stands(job):
    assert tables.work(job).words == "Running: waiting for its turn"
    job.status = Status.RUNNING
    progress.write(job.pk, progress.Stand("customers", 1, 4))
    assert (tables.work(job).words, tables.work(job).share) == ("Running: copying the customers", 0.25)


def test_work_that_failed_says_why(job):
    job.status, job.message = Status.FAILED, "the book is empty"
    assert (tables.work(job).tone, tables.work(job).detail) == ("poor", "the book is empty")


def test_work_that_is_done_leads_on(job):
    job.status, job.outcome = Status.DONE, {"label": "R000007"}
    assert tables.next_href(job) == "/runs/R000007/"
    assert tables.next_href(Job(kind=Kind.LOAD, pk=3)) == "/runs/loads/3/"
    assert tables.next_href(Job(kind=Kind.PUBLISH, pk=3)) == "/runs/"


def test_what_was_judged_leads_to_its_page_and_what_failed_to_all():
    done = {"status": Status.DONE, "outcome": {"label": "X000001"}}
    assert tables.next_href(Job(kind=Kind.BACKTEST, **done)) == "/models/judged/backtests/X000001/"
    assert tables.next_href(Job(kind=Kind.MONITOR, **done)) == "/models/judged/monitoring/X000001/"
    assert tables.next_href(Job(kind=Kind.CHALLENGE, **done)) == "/models/judged/challenges/X000001/"
    assert tables.next_href(Job(kind=Kind.CHALLENGE, status=Status.FAILED)) == "/models/judged/"


def test_runs_show_that_their_accounts_add_up(db, loaded):
    (row,) = tables.runs(queries.standing()).rows
    assert (row["label"], row["customers"], row["controls"].text, row["place"]) == (
        "R000001",
        2,
        "Accounts = book",
        None,
    )


def test_a_load_that_has_not_ended_shows_nothing_yet(job):
    assert tables.load(job) == {}
    assert tables.can_commit(job) is False


def test_the_list_of_loads_says_who_and_how_it_went(job):
    job.status = Status.FAILED
    (row,) = tables.loads([job]).rows
    assert (row["by"], row["status"].text) == ("李思远", "Failed")
