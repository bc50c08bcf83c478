"""The door of every view: for pages and for fragments."""

from kehu_desk.access.guard import require
from kehu_desk.access.permissions import Permission

FRAGMENT = {"HX-Request": "true", "HX-Current-URL": "http://testserver/administration/users/?role=actuary"}


def test_a_stranger_is_sent_to_sign_in_and_comes_back(client, db):
    answer = client.get("/administration/users/")
    assert (answer.status_code, answer.url) == (302, "/account/login/?next=/administration/users/")


def test_a_stranger_who_asks_for_a_fragment_is_sent_with_the_whole_page(client, db):
    answer = client.get("/administration/users/", headers=FRAGMENT)
    assert answer.headers["HX-Redirect"] == "/account/login/?next=%2Fadministration%2Fusers%2F"


def test_who_may_not_is_refused_with_a_page_that_says_so(desk_user, signed_in):
    answer = signed_in(desk_user("salesperson")).get("/administration/users/")
    assert answer.status_code == 403


def test_a_view_says_which_permission_it_asks_for():
    assert require(Permission.RUNS_VIEW)(print).permission is Permission.RUNS_VIEW
