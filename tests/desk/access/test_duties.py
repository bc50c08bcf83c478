"""What must be done first: a given password is changed, and a second factor set up where the desk asks for one."""

import pytest

from kehu_desk.access.passwords import temporary_end

PASSWORD, NEW = "correct horse battery", "staple of the north"


@pytest.fixture
def newcomer(desk_user, signed_in):
    return signed_in(desk_user("administrator", temporary_until=temporary_end()))


@pytest.mark.parametrize("place", ["/", "/administration/users/", "/account/second-factor/"])
def test_with_a_given_password_every_way_leads_to_changing_it(newcomer, place):
    assert newcomer.get(place).url == "/account/password/"


def test_a_fragment_leads_the_whole_page_there(newcomer):
    answer = newcomer.get("/administration/users/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/account/password/"


def test_leaving_and_choosing_a_language_stay_open(newcomer):
    assert newcomer.post("/account/language/", {"language": "en", "next": "/account/logout/"}).url == "/account/logout/"
    assert newcomer.get("/account/logout/").status_code == 200


def test_once_it_is_changed_the_desk_opens(newcomer):
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert newcomer.post("/account/password/", form).status_code == 302
    assert newcomer.get("/administration/users/").status_code == 200


def test_a_required_second_factor_comes_before_everything_else(desk_user, signed_in, settings):
    browser = signed_in(desk_user("administrator"))
    assert browser.get("/administration/users/").status_code == 200
    settings.IS_SECOND_FACTOR_REQUIRED = True
    assert browser.get("/administration/users/").url == "/account/second-factor/activate/"
    assert browser.get("/account/second-factor/").status_code == 200
