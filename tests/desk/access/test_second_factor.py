"""The second factor: secrets at rest, setting up, signing in with it, and recovery codes that work once."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from kehu_desk.access.second_factor import SecondFactorAdapter, has_second_factor
from kehu_desk.audit.models import Act, Event

PASSWORD = "correct horse battery"


def code_of(secret):
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


def shown_codes(answer):
    return re.findall(r"^(?:.*<pre>)?(\d{8})$", answer.content.decode(), re.MULTILINE)


@pytest.fixture
def user(desk_user):
    return desk_user("actuary", username="li")


@pytest.fixture
def secret(user):
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


@pytest.fixture
def half_in(user, secret):
    browser = Client()
    browser.post("/account/login/", {"login": "li", "password": PASSWORD})
    return browser


def test_a_secret_is_not_readable_in_the_database(user, secret):
    kept = Authenticator.objects.get(user=user).data["secret"]
    assert secret not in kept
    assert SecondFactorAdapter().decrypt(kept) == secret


def test_the_picture_to_scan_stands_on_white():
    picture = SecondFactorAdapter().build_totp_svg("otpauth://totp/li?secret=A")
    assert picture.startswith("<svg")
    assert 'fill="white"' in picture


def test_who_has_a_second_factor_is_known(user, desk_user, secret):
    assert has_second_factor(user)
    assert not has_second_factor(desk_user("actuary"))


def test_the_password_alone_opens_nothing(half_in):
    assert half_in.get("/administration/audit/").status_code == 302
    assert half_in.get("/account/password/").status_code == 302


def test_the_right_code_opens_the_desk_and_a_wrong_one_does_not(half_in, secret):
    wrong = half_in.post("/account/second-factor/authenticate/", {"code": "000000"})
    assert "This code is not right" in wrong.content.decode()
    right = half_in.post("/account/second-factor/authenticate/", {"code": code_of(secret)})
    assert (right.status_code, right.url) == (302, "/")


def test_setting_it_up_shows_recovery_codes_once_and_is_recorded(user, client, django_capture_on_commit_callbacks):
    client.post("/account/login/", {"login": "li", "password": PASSWORD})
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/account/second-factor/activate/").content.decode()
    code = code_of(re.search(r"desk-strong\">([A-Z2-7 ]+)<", page)[1].replace(" ", ""))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/second-factor/activate/", {"code": code})
    codes = [shown_codes(client.get("/account/recovery-codes/")) for _ in range(2)]
    assert [len(shown) for shown in codes] == [10, 0]
    assert Event.objects.filter(act=Act.SECOND_FACTOR_CHANGED, by=user).count() == 1


def test_nothing_of_it_can_be_changed_without_the_password_once_more(user, signed_in, secret):
    browser = signed_in(user)
    for place in ("second-factor/deactivate", "recovery-codes/generate"):
        assert browser.get(f"/account/{place}/").url.startswith("/account/reauthenticate/")
    browser.post("/account/second-factor/deactivate/")
    assert has_second_factor(user)
