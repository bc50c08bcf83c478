"""Who sees a segment."""

import pytest

from kehu_desk.segments.models import Segment, Sharing, seen_by


@pytest.fixture
def people(desk_user):
    places = {"north": "HQ/North", "below": "HQ/North/2", "beside": "HQ/Nor", "company": ""}
    return {name: desk_user("underwriter", branch=branch) for name, branch in places.items()}


def save(owner, sharing):
    return Segment.objects.create(name="x", owner=owner, branch=owner.branch, sharing=sharing)


@pytest.mark.parametrize(
    ("sharing", "seers"),
    [
        (Sharing.PRIVATE, {"north"}),
        (Sharing.BRANCH, {"north", "below"}),
        (Sharing.COMPANY, {"north", "below", "beside", "company"}),
    ],
)
def test_a_segment_is_seen_by_those_it_is_shared_with(people, sharing, seers):
    one = save(people["north"], sharing)
    assert {name for name, person in people.items() if one in seen_by(person)} == seers


def test_what_the_head_office_shares_with_its_branch_everybody_sees(people):
    one = save(people["company"], Sharing.BRANCH)
    assert all(one in seen_by(person) for person in people.values())
