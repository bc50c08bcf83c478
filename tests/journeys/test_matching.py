"""Journeys over who is who: two customers held beside each other, an answer by key, taken back; a field set right.

The pages are those of `test_desk`; a request to another host, an error on the console or a refused answer fails.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import open_page

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]


def two_customers(page, desk):
    """The numbers of the first two customers of the list."""
    open_page(page, desk, "/customers/")
    links = page.locator("table tbody tr td:first-child a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    return [link.strip("/").split("/")[-1] for link in links[:2]]


def test_two_customers_are_held_beside_each_other_answered_by_key_and_taken_back(visit, desk):
    page = visit("actuary")
    one, other = two_customers(page, desk)
    open_page(page, desk, f"/matching/customers/{one}/")
    page.fill("input[name=other]", other)
    page.get_by_role("button", name="Hold beside").click()
    expect(page.locator("h1")).to_have_text("One or two?")
    page.locator("h1").click()
    page.keyboard.press("n")
    expect(page.get_by_text("The next run obeys it")).to_be_visible()
    open_page(page, desk, "/matching/decisions/")
    page.get_by_role("link", name="Take back").first.click()
    page.fill("input[name=why]", "Only a trial")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text(re.compile("taken back by .*Only a trial"))).to_be_visible()


def test_a_field_is_set_right_and_waits_for_the_next_run(visit, desk):
    page = visit("service-officer")
    one, _ = two_customers(page, desk)
    open_page(page, desk, f"/customers/{one}/")
    page.get_by_role("link", name="What is held for true, and why; set it right").click()
    row = page.locator("tr", has_text="Telephone").filter(has=page.get_by_role("link", name="Correct"))
    row.get_by_role("link", name="Correct").click()
    page.fill("input[name=value]", "13912345678")
    page.fill("input[name=why]", "Called back")
    page.get_by_role("button", name="Set it").click()
    expect(page.get_by_text("139****5678")).to_be_visible()
    expect(page.get_by_text("Called back")).to_be_visible()


def test_a_salesperson_asks_whether_somebody_is_a_customer(visit, desk):
    page = visit("salesperson")
    open_page(page, desk, "/customers/")
    page.get_by_role("link", name="A customer already?").click()
    page.fill("input[name=name]", "王芳")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text("a name alone tells nobody")).to_be_visible()
    page.fill("input[name=phone]", "13900000000")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_text(re.compile("Who agrees with it|Nobody is known by this")).first).to_be_visible()
