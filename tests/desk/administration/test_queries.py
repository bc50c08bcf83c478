"""People and acts page by page: forth and back, each once, with every filter."""

import datetime

import pytest

from kehu_desk.administration import queries
from kehu_desk.administration.queries import Edge, TrailFilter, UserFilter
from kehu_desk.audit.models import Act, Event


@pytest.fixture(autouse=True)
def small_pages(monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)


@pytest.fixture
def five(desk_user):
    return [desk_user("actuary", username=name, name=f"Name {name}") for name in "abcde"]


def names(page):
    return [user.username for user in page.rows]


def test_pages_lead_on_and_back_to_every_row_once(five):
    first = queries.users(UserFilter(), Edge())
    second = queries.users(UserFilter(), Edge(after=first.next_key))
    third = queries.users(UserFilter(), Edge(after=second.next_key))
    back = queries.users(UserFilter(), Edge(before=third.previous_key))
    assert [names(page) for page in (first, second, third, back)] == [["a", "b"], ["c", "d"], ["e"], ["c", "d"]]
    assert (first.previous_key, third.next_key) == ("", "")
    assert queries.users(UserFilter(), Edge(before=back.previous_key)).previous_key == ""


def test_a_page_beyond_the_end_is_empty(five):
    assert queries.users(UserFilter(), Edge(after="z")).rows == ()


def test_people_are_found_by_name_and_role_and_access(five, desk_user):
    desk_user("salesperson", username="zhou", name="周杰", is_active=False)
    assert names(queries.users(UserFilter(text="周"), Edge())) == ["zhou"]
    assert names(queries.users(UserFilter(text="ZH"), Edge())) == ["zhou"]
    assert names(queries.users(UserFilter(role="salesperson"), Edge())) == ["zhou"]
    assert names(queries.users(UserFilter(state="off"), Edge())) == ["zhou"]


@pytest.fixture
def acts(five):
    for day, (user, act) in enumerate(zip(five, [*list(Act)[:4], Act.SIGNED_IN], strict=True), start=1):
        event = Event.objects.create(act=act, subject=f"S{day}", by=user)
        Event.objects.filter(pk=event.pk).update(at=datetime.datetime(2024, 5, day, 4, tzinfo=datetime.UTC))


def subjects(asked, edge=None):
    return [event.subject for event in queries.trail(asked, edge or Edge()).rows]


def test_the_trail_begins_with_the_newest(acts):
    first = queries.trail(TrailFilter(), Edge())
    assert [event.subject for event in first.rows] == ["S5", "S4"]
    assert subjects(TrailFilter(), Edge(after=first.next_key)) == ["S3", "S2"]


def test_acts_are_found_by_person_act_and_day(acts):
    assert subjects(TrailFilter(person="name b")) == ["S2"]
    assert subjects(TrailFilter(person="S3")) == ["S3"]
    assert subjects(TrailFilter(act=Act.SIGNED_IN)) == ["S5", "S1"]
    days = TrailFilter(first_day=datetime.date(2024, 5, 2), last_day=datetime.date(2024, 5, 3))
    assert subjects(days) == ["S3", "S2"]


def test_branches_are_offered_in_the_order_of_the_tree(published):
    run = published([{"branch": "HQ/South"}, {"branch": "HQ/North/2"}])
    assert list(queries.branch_paths(run)) == ["HQ", "HQ/North", "HQ/North/2", "HQ/South"]
    assert list(queries.branch_paths(None)) == []
