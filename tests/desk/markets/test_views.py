"""Markets on the desk: the plans of a line, and who sees them."""

from django.urls import reverse

from kehu.stores import run_folders


def page(browser, query=""):
    answer = browser.get(reverse("markets") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_line_says_whom_to_win_and_whom_to_avoid(markets, desk_user, signed_in):
    text = page(signed_in(desk_user("channel_manager")))
    assert "Markets: Motor" in text
    assert "Person, aged 30–39" in text
    assert "customer for less than a year, HQ" in text


def test_a_line_without_groups_says_so(markets, desk_user, signed_in):
    text = page(signed_in(desk_user("actuary")), "?line=home")
    assert "No group is told from the line" in text and "No group is to be avoided" in text


def test_a_line_that_is_not_there_is_not_found(markets, desk_user, signed_in):
    assert signed_in(desk_user("actuary")).get(reverse("markets") + "?line=pets").status_code == 404


def test_markets_are_of_the_whole_company(markets, desk_user, signed_in):
    assert signed_in(desk_user("channel_manager", "HQ/North")).get(reverse("markets")).status_code == 403
    assert signed_in(desk_user("salesperson")).get(reverse("markets")).status_code == 403


def test_a_run_without_markets_says_so(loaded, published, desk_user, signed_in):
    published([])
    for name in ("market_groups", "market_channels"):
        run_folders.current(loaded).table(name).unlink()
    assert "This run develops no markets" in page(signed_in(desk_user("actuary")))
