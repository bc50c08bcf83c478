"""The pages of the administration, as a browser sees them."""

import re

import pytest

from kehu_desk.access.models import User
from kehu_desk.audit.models import Act, Event

PERSON = {"username": "li", "name": "李娜", "role": "salesperson", "reach": "whole"}


@pytest.fixture
def administrator(desk_user):
    return desk_user("administrator")


@pytest.fixture
def browser(administrator, signed_in):
    return signed_in(administrator)


def password_on(answer):
    return re.search(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", answer.content.decode())[0]


def test_people_are_listed_with_role_and_reach(browser, desk_user):
    desk_user("salesperson", name="周小雨", branch="HQ/North")
    page = browser.get("/administration/users/").content.decode()
    assert all(words in page for words in ("周小雨", "Salesperson", "HQ/North"))


def test_who_is_added_gets_a_password_that_is_shown_once(browser):
    answer = browser.post("/administration/users/new/", PERSON)
    password = password_on(answer)
    assert User.objects.get(username="li").check_password(password)
    assert password not in browser.get("/administration/users/").content.decode()
    assert password not in str(dict(browser.session))


def test_what_was_typed_wrongly_is_said_and_nothing_typed_is_lost(browser):
    answer = browser.post("/administration/users/new/", PERSON | {"role": ""})
    assert answer.status_code == 200
    assert "李娜" in answer.content.decode()
    assert not User.objects.filter(username="li").exists()


def test_a_changed_person_is_kept(browser, desk_user):
    user = desk_user("salesperson", branch="HQ")
    form = {"name": "周", "role": "actuary", "reach": "whole", "is_active": "on"}
    assert browser.post(f"/administration/users/{user.pk}/", form).status_code == 302
    assert User.objects.get(pk=user.pk).role == "actuary"


def test_the_own_access_stays_whatever_is_sent(browser, administrator):
    browser.post(f"/administration/users/{administrator.pk}/", {"name": "Me", "role": "actuary", "reach": "whole"})
    administrator = User.objects.get(pk=administrator.pk)
    assert (administrator.name, administrator.role, administrator.is_active) == ("Me", "administrator", True)


def test_a_new_password_is_shown_once_and_the_own_never(browser, administrator, desk_user):
    user = desk_user("actuary")
    assert password_on(browser.post(f"/administration/users/{user.pk}/password/"))
    answer = browser.post(f"/administration/users/{administrator.pk}/password/", follow=True)
    assert "on the page of your account" in answer.content.decode()


def test_removing_a_second_factor_is_recorded(browser, desk_user):
    user = desk_user("actuary")
    assert browser.post(f"/administration/users/{user.pk}/second-factor/").status_code == 302
    assert Event.objects.get().act == Act.SECOND_FACTOR_REMOVED


def test_the_trail_shows_what_people_did(browser):
    browser.post("/administration/users/new/", PERSON)
    page = browser.get("/administration/audit/").content.decode()
    assert "Added a user" in page


@pytest.mark.parametrize("query", ["?after=x", "?before=99999999999999999999", "?first_day=never", "?act=none"])
def test_a_query_that_makes_no_sense_still_gives_a_page(browser, query):
    assert browser.get(f"/administration/audit/{query}").status_code == 200
    assert browser.get(f"/administration/users/{query}").status_code == 200


@pytest.mark.parametrize("place", ["users/", "users/new/", "audit/"])
def test_a_page_keeps_to_its_budget(browser, desk_user, django_assert_max_num_queries, place):
    for _ in range(60):
        desk_user("salesperson", branch="HQ/North")
    with django_assert_max_num_queries(14):
        answer = browser.get(f"/administration/{place}")
    assert len(answer.content) < 60_000
