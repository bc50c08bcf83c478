"""Signing in: who comes in, who does not, and what is recorded of it."""

import datetime

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from kehu_desk.audit.models import Act, Event

PASSWORD, NEW = "correct horse battery", "staple of the north"


def sign_in(client, name, password=PASSWORD, **more):
    return client.post("/account/login/", {"login": name, "password": password, **more})


def test_the_right_password_opens_the_desk_and_is_recorded(client, desk_user):
    user = desk_user("actuary", username="li")
    assert sign_in(client, "Li").url == "/"
    event = Event.objects.get()
    assert (event.act, event.by, event.details) == (Act.SIGNED_IN, user, {"address": "127.0.0.1"})


def test_a_wrong_password_and_an_unknown_name_are_told_alike(client, desk_user):
    desk_user("actuary", username="li")
    answers = [sign_in(client, name, "wrong").content.decode() for name in ("li", "nobody")]
    assert all("do not belong together" in answer for answer in answers)


@pytest.mark.parametrize(
    "kept_out", [{"is_active": False}, {"temporary_until": timezone.now() - datetime.timedelta(1)}]
)
def test_who_is_switched_off_is_told_whom_to_ask(client, desk_user, kept_out):
    desk_user("actuary", username="li", **kept_out)
    assert sign_in(client, "li").url == "/account/inactive/"
    assert "Ask your administrator" in client.get("/account/inactive/").content.decode()
    assert client.get("/account/password/").status_code == 302


def test_the_session_has_a_new_key_after_signing_in(client, desk_user):
    desk_user("actuary", username="li")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    sign_in(client, "li")
    assert client.session.session_key != planted


def test_one_leaves_by_post_only(client, desk_user):
    sign_in(client, desk_user("actuary").username)
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/account/password/").status_code == 200
    assert client.post("/account/logout/").url == "/account/login/"
    assert client.get("/account/password/").status_code == 302


@pytest.mark.parametrize("place", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(client, desk_user, place):
    answer = sign_in(client, desk_user("actuary").username, next=place)
    assert answer.url == "/"


def test_a_changed_password_is_recorded_and_keeps_this_session_only(client, desk_user, signed_in):
    user = desk_user("actuary", username="li")
    elsewhere = signed_in(user)
    sign_in(client, "li")
    answer = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert (answer.status_code, answer.url) == (302, "/")
    assert client.get("/account/password/").status_code == 200
    assert elsewhere.get("/account/password/").status_code == 302
    assert Event.objects.filter(act=Act.PASSWORD_CHANGED, by=user).exists()


@pytest.mark.parametrize("weak", ["short", "password1234", "actuary-li-2024"])
def test_a_weak_password_is_refused_in_words(client, desk_user, weak):
    sign_in(client, desk_user("actuary", username="actuary-li-2024").username)
    answer = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["account_signup", "account_reset_password", "account_email", "mfa_list_webauthn"])
def test_nothing_else_of_the_library_can_be_reached(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)
