"""A journey to what came of decisions: before anything was followed the page says how to come by it.

The pages are those of `test_desk`; a request to another host, an error on the console or a refused answer fails.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import open_page

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_the_page_is_reached_from_the_rail(visit, desk, language):
    page = visit("actuary", language=language)
    open_page(page, desk, "/renewals/")
    page.locator("nav a[href='/effects/']").first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text("kehu monitor")
