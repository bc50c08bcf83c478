"""Segments are saved, changed and deleted with a record, and no change is lost."""

import pytest

from kehu_desk.audit.models import Act, Event
from kehu_desk.engine import Definition
from kehu_desk.segments import actions
from kehu_desk.segments.models import Segment
from tests.desk.segments.conftest import GOOD


@pytest.fixture
def owner(desk_user):
    return desk_user("underwriter", branch="HQ/North")


@pytest.fixture
def saved(owner):
    return actions.create(name="Good", sharing="private", definition=GOOD, by=owner)


def test_what_is_saved_is_kept_with_its_record(saved, owner):
    assert Definition.of(Segment.objects.get().definition) == GOOD
    assert (saved.branch, Event.objects.get().act) == ("HQ/North", Act.SEGMENT_SAVED)


def test_of_two_who_change_it_the_second_is_told(saved, owner):
    change = {"segment": saved, "seen": 1, "sharing": "company", "definition": Definition(), "by": owner}
    actions.change(name="Better", **change)
    with pytest.raises(actions.ChangedError):
        actions.change(name="Mine", **change)
    assert (Segment.objects.get().name, Segment.objects.get().version) == ("Better", 2)
    assert Event.objects.count() == 2


def test_what_was_changed_since_is_not_deleted(saved, owner):
    with pytest.raises(actions.ChangedError):
        actions.delete(segment=saved, seen=7, by=owner)
    actions.delete(segment=saved, seen=1, by=owner)
    assert not Segment.objects.exists()
    assert Event.objects.first().details["definition"] == GOOD.plain
