"""Journeys in a real browser: what people do at the desk, from the sign-in to a published run.

The desk is served by the command that insurers use, over a simulated insurer; the browser is a real Chromium. A
request to another host, an error on the console or a refused answer fails the journey (`conftest.py`).
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import open_page, sign_in, watch

pytestmark = [pytest.mark.slow, pytest.mark.enable_socket]
LANGUAGES = {"en": "Customers", "zh-hans": "客户", "zh-hant": "客戶"}
PAGES = (
    "/portfolio/",
    "/portfolio/value/",
    "/customers/",
    "/segments/",
    "/segments/new",
    "/models/",
    "/models/judged/",
)
PAGES += (
    "/models/motor_compulsory/frequency/",
    "/runs/",
    "/runs/R000001/",
    "/runs/loads/",
    "/runs/start",
    "/runs/judge",
    "/matching/",
    "/matching/?kind=sample",
    "/matching/steps/",
    "/matching/decisions/",
    "/matching/look-up/",
)


def first_customer(page, desk):
    """The page of the first customer of the list."""
    open_page(page, desk, "/customers/")
    page.locator("table tbody tr a").first.click()
    page.wait_for_load_state("networkidle")


def test_a_wrong_password_lets_nobody_in(browser, desk):
    page = browser.new_page()
    page.goto(desk.url)
    page.fill("input[name=login]", "actuary")
    page.fill("input[name=password]", "not this one")
    page.keyboard.press("Enter")
    expect(page.locator("input[name=password]")).to_be_visible()
    assert "/account/login" in page.url
    page.context.close()


def test_whoever_signs_in_begins_on_the_portfolio(visit, desk):
    page = visit("branch-manager")
    assert page.url.endswith("/portfolio/")
    expect(page.locator("canvas").first).to_be_visible()


def test_a_customer_is_found_by_pinyin_and_opened_by_the_keyboard(visit, desk):
    page = visit("underwriter")
    first_customer(page, desk)
    name = page.locator("h1").inner_text()
    page.keyboard.press("Control+k")
    page.keyboard.type(name[:4], delay=20)
    expect(page.locator("#desk-found a").first).to_contain_text(name)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(name)


def test_the_list_is_filtered_ordered_and_turned(visit, desk):
    page = visit("actuary")
    open_page(page, desk, "/customers/?order=-earned_premium")
    first = page.locator("table tbody tr").first.inner_text()
    page.locator("a[rel=next]").click()
    expect(page.locator("table tbody tr").first).not_to_have_text(first, use_inner_text=True)
    page.locator("a[rel=prev]").click()
    expect(page.locator("table tbody tr").first).to_have_text(first, use_inner_text=True)


def test_numbers_are_masked_until_somebody_asks_and_that_is_kept(visit, desk):
    page = visit("underwriter")
    first_customer(page, desk)
    assert "****" in page.locator("#identity-records").inner_text()
    page.locator("#identity-records button").click()
    expect(page.locator("#identity-records")).not_to_contain_text("****")
    trail = visit("compliance-officer")
    open_page(trail, desk, "/administration/audit/")
    expect(trail.locator("main")).to_contain_text("Saw personal data in full")


def test_the_timeline_goes_back_without_leaving_the_page(visit, desk):
    page = visit("salesperson")
    first_customer(page, desk)
    before = page.locator("#timeline time").count()
    more = page.locator("#timeline a.desk-more")
    if more.count():
        more.click()
        expect(page.locator("#timeline time")).not_to_have_count(before)
    assert before > 0


def test_a_run_is_started_watched_published_and_taken_back(visit, desk):
    page = visit("actuary")
    open_page(page, desk, "/runs/start")
    page.fill("input[name=as_of]", "2023-12-31")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Go on").click(timeout=120_000)
    expect(page.locator("h1")).to_contain_text("R000002")
    page.get_by_role("button", name="Publish R000002").click()
    page.locator("dialog[open]").get_by_role("button", name="Publish", exact=True).click()
    page.get_by_role("link", name="Go on").click(timeout=120_000)
    expect(page.locator("header, .desk-top").first).to_contain_text("R000002")
    page.get_by_role("button", name="Go back to R000001").click()
    page.locator("dialog[open]").get_by_role("button", name="Go back", exact=True).click()
    expect(page.locator("main")).to_contain_text("R000001 is on the desk again")


def test_a_segment_is_built_with_a_live_count_and_saved(visit, desk):
    page = visit("underwriter")
    open_page(page, desk, "/segments/new")
    whole = page.locator("#segment-figures strong, #segment-figures .desk-figure-value").first.inner_text()
    page.select_option("#fact-0", "policies_in_force")
    page.fill("#value-0", "1")
    expect(page.locator("#segment-figures")).not_to_contain_text("100.0% of")
    page.press("#value-0", "Enter")
    page.get_by_role("button", name="Add a condition").click()
    page.locator("#fact-1").wait_for()
    expect(page.locator("#value-0")).to_have_value("1")
    page.wait_for_timeout(200)  # until the new row listens
    page.select_option("#fact-1", "kind")
    page.locator("[name=box-1][value=person]").check()
    page.fill("input[name=name]", "People with cover")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("h1")).to_have_text("People with cover")
    expect(page.locator(".desk-lead")).to_contain_text("Person or organisation is Person")
    assert whole


def test_a_relativity_is_weighed_set_and_taken_back(visit, desk):
    page = visit("actuary")
    open_page(page, desk, "/models/motor_commercial/frequency/")
    expect(page.locator("canvas").first).to_be_visible()
    page.locator("details:not([open]) summary").evaluate_all("all => all.forEach(one => one.click())")
    page.locator(".desk-listing a[href*='edit?']").first.click()
    page.fill("input[name=relativity]", "1.4")
    page.get_by_role("button", name="Weigh").click()
    expect(page.locator("main")).to_contain_text("in force")
    page.fill("textarea[name=reason]", "agreed in March")
    page.get_by_role("button", name="Save for the next run").click()
    expect(page.locator("main")).to_contain_text("waits for the next run")
    page.locator("#listing-edits a").first.click()
    page.fill("textarea[name=why]", "a mistake")
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("main")).to_contain_text("Taken back")


def test_a_file_is_tried_and_its_rejects_are_seen(visit, desk, tmp_path):
    page = visit("actuary")
    (tmp_path / "odd.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    open_page(page, desk, "/runs/loads/new")
    page.set_input_files("input[type=file]", tmp_path / "odd.csv")
    page.get_by_role("button", name="Try the load").click()
    expect(page.locator("main")).to_contain_text("no shipped mapping fits", timeout=60_000)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_stands_in_every_language_on_a_desk_and_on_a_phone(visit, desk, language, width):
    page = visit("actuary", language=language, width=width)
    for address in PAGES:
        open_page(page, desk, address)
        wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        assert not page.evaluate(wider), f"{address} is wider than the screen"
    expect(page.locator("nav").first).to_contain_text(LANGUAGES[language])


def test_the_dark_theme_stays_from_page_to_page(visit, desk):
    page = visit("actuary", theme="dark")
    for address in PAGES[:3]:
        open_page(page, desk, address)
        assert page.locator("html").get_attribute("data-bs-theme") == "dark"


def test_a_branch_manager_sees_the_own_branch_only(visit, desk):
    page = visit("branch-manager")
    open_page(page, desk, "/portfolio/")
    own = page.locator("h1").inner_text()
    whole = visit("actuary")
    open_page(whole, desk, "/portfolio/")
    assert own not in ("", "Portfolio")
    assert page.locator("main").inner_text() != whole.locator("main").inner_text()


def test_signing_out_closes_the_door(browser, desk):
    context = browser.new_context(locale="en")
    page = context.new_page()
    faults = []
    watch(page, desk.url, faults)
    sign_in(page, desk, "administrator")
    page.request.post(f"{desk.url}/account/logout/", headers={"Referer": desk.url})
    page.context.clear_cookies()
    page.goto(f"{desk.url}/administration/users/")
    assert "/account/login" in page.url
    context.close()
