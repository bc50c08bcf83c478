"""The start page: the first page that a role may use."""

import pytest


@pytest.mark.parametrize(
    ("role", "place"), [("actuary", "/portfolio/"), ("salesperson", "/customers/"), ("administrator", "/runs/")]
)
def test_everyone_starts_where_the_role_may_go(desk_user, signed_in, role, place):
    assert signed_in(desk_user(role)).get("/").url == place


def test_a_role_that_is_none_may_still_change_the_password(desk_user, signed_in):
    assert signed_in(desk_user("nobody")).get("/").url == "/account/password/"
