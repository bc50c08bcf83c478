"""Journeys over next year's book: from a list to a renewal and its customer, and a limit that one moves.

The pages are those of `test_desk`; a request to another host, an error on the console or a refused answer fails.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import open_page

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_a_list_leads_to_a_renewal_and_on_to_its_customer(visit, desk, language):
    page = visit("underwriter", language=language)
    open_page(page, desk, "/renewals/?list=reprice")
    name = page.locator("table tbody tr td:first-child a").first.inner_text()
    page.locator("table tbody tr td:first-child a").first.click()
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator("[data-chart=worth] canvas")).to_be_visible()
    page.locator("a[href*='/customers/C']").first.click()
    expect(page.locator("h1")).to_contain_text(name)
    expect(page.locator("#offered")).to_be_visible()


def test_a_limit_is_moved_and_the_answer_follows(visit, desk):
    page = visit("actuary")
    open_page(page, desk, "/renewals/scenarios/")
    before = page.inner_text("#kept-answer")
    page.focus("#kept-slider")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#kept-answer")).not_to_have_text(before)
    expect(page.locator("#kept-shown")).to_have_text("101%")
    expect(page.locator("[data-chart=frontier] canvas")).to_be_visible()


def test_a_phone_shows_the_lists_without_scrolling_sideways(visit, desk):
    page = visit("branch-manager", width=390)
    open_page(page, desk, "/renewals/?list=decline")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def test_a_scenario_is_tried_saved_and_deleted(visit, desk):
    page = visit("actuary")
    open_page(page, desk, "/renewals/scenarios/")
    page.locator("a[href='/renewals/scenarios/try/']").click()
    page.fill("[name=name]", "Keep nearly all")
    page.fill("[name=kept]", "99")
    page.get_by_role("button", name="Try").click()
    expect(page.locator("main")).to_contain_text("Customers kept at least 99.0%")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("main")).to_contain_text("“Keep nearly all” was saved.")
    page.get_by_role("button", name="Delete").click()
    expect(page.locator("main")).to_contain_text("“Keep nearly all” was deleted.")
