"""The language: the browser's for strangers, the own one for who is signed in, on every device."""

from django.test import Client

from kehu_desk.access.models import User

CHINESE = {"Accept-Language": "zh-CN,zh;q=0.9"}


def language_of(answer):
    return answer.headers["Content-Language"]


def test_a_stranger_reads_the_language_of_the_browser(client, db):
    assert language_of(client.get("/account/login/", headers=CHINESE)) == "zh-hans"
    assert language_of(client.get("/account/login/", headers={"Accept-Language": "zh-TW"})) == "zh-hant"


def test_a_chosen_language_is_kept_with_the_person_for_every_device(desk_user, signed_in):
    user = desk_user("actuary")
    answer = signed_in(user).post("/account/language/", {"language": "zh-hant", "next": "/account/password/"})
    assert (answer.status_code, answer.url) == (302, "/account/password/")
    user = User.objects.get(pk=user.pk)
    assert language_of(signed_in(user, headers=CHINESE).get("/account/password/")) == "zh-hant"


def test_a_language_that_is_none_is_not_kept(desk_user, signed_in):
    user = desk_user("actuary", language="en")
    signed_in(user).post("/account/language/", {"language": "xx"})
    assert User.objects.get(pk=user.pk).language == "en"


def test_a_stranger_chooses_for_the_device(client, db):
    client.post("/account/language/", {"language": "zh-hans"})
    assert language_of(client.get("/account/login/")) == "zh-hans"


def test_a_language_is_chosen_by_post_and_from_this_site_only(desk_user, db):
    assert Client().get("/account/language/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/account/language/", {"language": "en"}).status_code == 403
