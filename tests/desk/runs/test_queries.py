"""Where things stand: the run on the desk, the newest, the one before, and the work in hand."""

from kehu_desk.runs import queries
from kehu_desk.runs.models import Job, Kind, Status


def test_a_run_that_is_not_on_the_desk_is_pointed_out(db, loaded):
    standing = queries.standing()
    assert (standing.newest.label, standing.on_desk, standing.has_unpublished) == ("R000001", None, True)


def test_the_run_on_the_desk_and_the_one_before_are_told_apart(published, loaded):
    published([], label="R000001")
    published([], label="R000002")
    standing = queries.standing()
    assert (standing.on_desk.label, standing.former.label) == ("R000002", "R000001")


def test_only_work_in_hand_is_shown(desk_user, home):
    user = desk_user("actuary")
    for status in Status:
        Job.objects.create(kind=Kind.RUN, status=status, by=user)
    assert {job.status for job in queries.working()} == {Status.WAITING, Status.RUNNING}


def test_a_failure_is_shown_until_the_next_try(desk_user):
    user = desk_user("actuary")
    failed = Job.objects.create(kind=Kind.PUBLISH, status=Status.FAILED, message="why", by=user)
    assert queries.last_failed(Kind.PUBLISH) == failed
    Job.objects.create(kind=Kind.PUBLISH, status=Status.DONE, by=user)
    assert queries.last_failed(Kind.PUBLISH) is None
