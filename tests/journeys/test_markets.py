"""A journey over markets: a line is chosen, and its plans stand there.

The pages are those of `test_desk`; a request to another host, an error on the console or a refused answer fails.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import open_page

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_a_line_is_chosen(visit, desk, language):
    page = visit("actuary", language=language)
    open_page(page, desk, "/markets/")
    before = page.locator("h1").inner_text()
    page.locator("select[name=line]").select_option(index=1)
    page.locator("form button[type=submit]", has=page.locator("svg")).last.click()
    expect(page.locator("h1")).not_to_have_text(before)
    expect(page.locator("table").last).to_be_visible()


def test_a_phone_shows_the_plans_without_scrolling_sideways(visit, desk):
    page = visit("actuary", width=390)
    open_page(page, desk, "/markets/")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
