"""Journeys over service: from the plan to a customer who is due one, and to those who are never reached.

The pages are those of `test_desk`; a request to another host, an error on the console or a refused answer fails.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import open_page

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_the_plan_leads_to_a_customer_who_is_due_a_service(visit, desk, language):
    page = visit("service-officer", language=language)
    open_page(page, desk, "/service/?whom=quiet")
    first = page.locator("table tbody tr td:first-child a").first
    name = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_contain_text(name)
    expect(page.locator("#due")).to_be_visible()


def test_the_catalogue_is_reached_from_the_plan(visit, desk):
    page = visit("actuary")
    open_page(page, desk, "/service/")
    page.locator("a[href='/service/catalogue/']").click()
    expect(page.locator("h1")).to_have_text("The catalogue of service, and what it changed")


def test_a_phone_shows_the_plan_without_scrolling_sideways(visit, desk):
    page = visit("service-officer", width=390)
    open_page(page, desk, "/service/?state=never")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
