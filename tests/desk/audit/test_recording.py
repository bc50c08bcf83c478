"""Recording an act: who, what, on what; and together with the act or not at all."""

import pytest
from django.db import transaction

from kehu_desk.audit.models import Act, Event
from kehu_desk.audit.recording import record


def test_an_act_is_kept_with_its_details(desk_user):
    user = desk_user("actuary")
    record(act=Act.EXPORTED, subject="customers", by=user, rows=12)
    event = Event.objects.get()
    assert (event.act, event.subject, event.by, event.details) == (Act.EXPORTED, "customers", user, {"rows": 12})


def test_an_act_that_fails_leaves_no_record(db):
    with pytest.raises(RuntimeError), transaction.atomic():
        record(act=Act.PUBLISHED, subject="R000001", by=None)
        raise RuntimeError
    assert not Event.objects.exists()


def test_a_very_long_subject_is_cut_and_kept(db):
    assert len(record(act=Act.LOADED, subject="x" * 500, by=None).subject) == 200
