import pytest

from kehu_desk.ui.frame import frame, rail


@pytest.fixture
def at(rf, desk_user):
    """`at(path, role)` is a request of a user of that role."""

    def make(path, role):
        request = rf.get(path)
        request.user = desk_user(role)
        return request

    return make


def test_the_rail_shows_only_where_one_may_go(at):
    assert [stop.title for stop in rail(at("/", "salesperson"))] == ["Customers", "Segments", "Renewals", "Service"]
    assert "Customers" not in [stop.title for stop in rail(at("/", "administrator"))]


def test_the_place_of_the_page_is_the_current_one(at):
    stops = rail(at("/customers/C1/", "branch_manager"))
    assert [stop.title for stop in stops if stop.is_current] == ["Customers"]


def test_nothing_is_current_outside_of_every_place(at):
    assert not any(stop.is_current for stop in rail(at("/gallery/", "actuary")))


@pytest.mark.parametrize(
    ("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("<script>", "system"), (None, "system")]
)
def test_the_theme_comes_from_the_cookie_and_is_one_of_three(rf, cookie, theme):
    request = rf.get("/")
    request.COOKIES = {"kehu_theme": cookie} if cookie else {}
    assert frame(request)["theme"] == theme


def test_a_request_that_never_met_a_session_has_a_frame_too(rf):
    shown = frame(rf.get("/"))
    assert (shown["rail"], shown["can_search"], shown["run"]) == ([], False, None)
