"""Too many failed attempts: how many, who is locked out and who is not, for how long, and what is recorded."""

import datetime

import pytest
from axes.models import AccessAttempt

from kehu_desk.access.lockout import address_of, username_of
from kehu_desk.audit.models import Act, Event

PASSWORD = "correct horse battery"


def attempt(client, name="li", password="wrong", address="10.0.0.1"):
    return client.post("/account/login/", {"login": name, "password": password}, REMOTE_ADDR=address)


@pytest.fixture
def locked(client, desk_user):
    desk_user("actuary", username="li")
    return [attempt(client) for _ in range(5)]


def test_the_fifth_failure_locks_and_says_for_how_long(locked):
    assert [answer.status_code for answer in locked] == [200, 200, 200, 200, 429]
    assert "Try again in 15 minutes" in locked[-1].content.decode()
    assert locked[-1].headers["Retry-After"] == "900"


def test_while_locked_the_right_password_opens_nothing_in_any_spelling(client, locked):
    assert attempt(client, password=PASSWORD).status_code == 429
    assert attempt(client, name=" LI", password=PASSWORD).status_code == 429
    assert client.get("/account/password/").status_code == 302


def test_a_colleague_and_another_place_are_not_locked(client, locked, desk_user):
    desk_user("actuary", username="zhou")
    assert attempt(client, name="zhou", password=PASSWORD).status_code == 302
    client.logout()
    assert attempt(client, password=PASSWORD, address="10.0.0.2").status_code == 302


def test_after_a_quarter_of_an_hour_one_may_try_again(client, locked):
    attempts = AccessAttempt.objects.get()
    attempts.attempt_time -= datetime.timedelta(minutes=16)
    attempts.save()
    assert attempt(client, password=PASSWORD).status_code == 302


def test_being_locked_out_is_recorded_once(client, locked):
    attempt(client)
    (event,) = Event.objects.filter(act=Act.LOCKED_OUT)
    assert (event.subject, event.by, event.details) == ("li", None, {"address": "10.0.0.1"})


def test_what_was_typed_as_a_password_is_kept_nowhere(locked):
    kept = AccessAttempt.objects.get()
    assert "wrong" not in f"{kept.post_data} {kept.get_data}"


def test_nobody_can_be_guessed_at_from_many_places_without_end(client, desk_user):
    desk_user("actuary", username="li")
    answers = [attempt(client, address=f"10.0.1.{number}") for number in range(61)]
    assert "too many attempts for this user name" in answers[-1].content.decode()


def test_who_asks_too_often_is_told_to_wait(desk_user, signed_in):
    browser = signed_in(desk_user("actuary"))
    answers = [browser.post("/account/password/", {"oldpassword": "x"}) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert "Wait a minute" in answers[-1].content.decode()


@pytest.mark.parametrize(("count", "address"), [(0, "10.0.0.1"), (1, "203.0.113.9")])
def test_the_address_is_the_one_that_the_trusted_proxy_saw(rf, settings, count, address):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = count
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="6.6.6.6, 203.0.113.9")
    assert address_of(request) == address


def test_a_name_is_one_in_every_spelling(rf):
    assert username_of(rf.post("/", {"login": " Ｌi "}), None) == "li"
    assert username_of(rf.get("/"), {"username": "LI"}) == "li"
