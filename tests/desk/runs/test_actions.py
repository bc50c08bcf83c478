"""What is asked for is handed over once it is on record, and not where it is not."""

import datetime
from types import SimpleNamespace

import pytest
from django.db import transaction

from kehu_desk.audit.models import Event
from kehu_desk.runs import actions
from kehu_desk.runs.models import Job, Kind


@pytest.fixture
def handed_over(monkeypatch):
    """Numbers of the jobs that reached the worker."""
    numbers = []
    monkeypatch.setattr("kehu_desk.runs.actions.carry_out", SimpleNamespace(enqueue=numbers.append))
    return numbers


@pytest.mark.django_db(transaction=True)
def test_a_run_is_handed_over_when_its_record_stands(desk_user, handed_over):
    job = actions.start(as_of=datetime.date(2024, 1, 1), by=desk_user("actuary"))
    assert handed_over == [job.pk]
    assert (job.kind, Event.objects.get().subject) == (Kind.RUN, "2024-01-01")


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_handed_over(desk_user, handed_over):
    user = desk_user("actuary")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.publish(label="R000001", by=user)
        _ = 1 / 0
    assert handed_over == []
    assert not Job.objects.exists()
