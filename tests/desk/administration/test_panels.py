"""What was recorded, in words; and the state of a person's access."""

import datetime

import pytest
from django.utils import timezone, translation

from kehu_desk.administration.panels import given_password, trail_listing, users_listing
from kehu_desk.administration.queries import Edge, TrailFilter, UserFilter, trail, users
from kehu_desk.audit.models import Act
from kehu_desk.audit.recording import record

DAY = datetime.timedelta(days=1)


def shown(**details):
    record(act=Act.USER_CHANGED, subject="li", by=None, **details)
    return trail_listing(trail(TrailFilter(), Edge())).rows[0]


@pytest.mark.parametrize(
    ("details", "words"),
    [
        ({"before": {"role": "actuary"}, "after": {"role": "underwriter"}}, "Role: Actuary → Production underwriter"),
        ({"before": {"branch": "HQ"}, "after": {"branch": ""}}, "Branch: HQ → the whole company"),
        ({"before": {"is_active": True}, "after": {"is_active": False}}, "May sign in: yes → no"),
        ({"notice": "totp_activated"}, "Second factor switched on"),
        ({"address": "10.0.0.1", "run": "R000001"}, "Address: 10.0.0.1 · Run: R000001"),
        (
            {"branch": "", "filters": {"line": "motor", "due": "30"}},
            "Branch: the whole company · Filters: due = 30, line = motor",
        ),
        ({"something_new": "x", "empty": ""}, "something_new: x"),
    ],
)
def test_details_are_put_into_words(db, details, words):
    assert shown(**details)["details"] == words


def test_a_list_that_was_taken_out_is_named_in_words(db):
    record(act=Act.EXPORTED, subject="customers", by=None)
    assert str(trail_listing(trail(TrailFilter(), Edge())).rows[0]["subject"]) == "List of customers"


def test_what_nobody_did_is_done_by_the_desk(db):
    assert shown()["person"] == "The desk itself"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "May sign in"),
        ({"is_active": False}, "Switched off"),
        ({"temporary_until": timezone.now() + DAY}, "Password given"),
        ({"temporary_until": timezone.now() - DAY}, "Password expired"),
    ],
)
def test_a_person_s_access_is_told_in_a_word(desk_user, more, words):
    user = desk_user("actuary", **more)
    (row,) = users_listing(users(UserFilter(), Edge())).rows
    assert str(row["access"].text) == words
    assert users_listing(users(UserFilter(), Edge())).href(row) == f"/administration/users/{user.pk}/"


def test_a_given_password_is_shown_with_its_user_name(desk_user):
    class Given:
        user, password = desk_user("actuary", username="li"), "abcd-efgh"

    facts = given_password(Given, is_new=True)["facts"]
    assert [fact.value for fact in facts] == ["li", "abcd-efgh"]


def test_acts_are_told_in_the_reader_s_language(db):
    with translation.override("zh-hans"):
        assert shown(before={"branch": "HQ"}, after={"branch": ""})["details"]
