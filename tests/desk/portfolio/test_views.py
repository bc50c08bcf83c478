"""The page of the portfolio: the reader's branch, quickly, and what it says where there is nothing."""

import pytest


@pytest.fixture
def browser(desk_user, signed_in, published_portfolios):
    return signed_in(desk_user("branch_manager", branch="HQ"))


@pytest.mark.parametrize("address", ["/portfolio/", "/portfolio/value/"])
def test_it_needs_few_queries_and_few_bytes(browser, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(14):
        answer = browser.get(address)
    assert answer.status_code == 200
    assert len(answer.content) < 60_000


def test_it_shows_the_readers_own_branch_and_those_below(browser):
    assert b"<h1>HQ" in browser.get("/portfolio/").content
    assert b"HQ/North" in browser.get("/portfolio/?branch=HQ/North").content


@pytest.mark.parametrize("branch", ["HQ/East", "Other", "H"])
def test_another_branch_does_not_exist(browser, branch):
    assert browser.get("/portfolio/", {"branch": branch}).status_code == 404


def test_retention_is_shown_to_those_who_see_the_whole_company(desk_user, signed_in, browser):
    whole = signed_in(desk_user("actuary")).get("/portfolio/value/").content
    assert b"Keep the good" in whole
    assert b"Risk and value: customers" in browser.get("/portfolio/value/").content
    assert b"Keep the good" not in browser.get("/portfolio/value/").content


def test_without_a_run_it_says_what_to_do(desk_user, signed_in):
    assert b"No run is on the desk yet" in signed_in(desk_user("actuary")).get("/portfolio/").content


def test_a_branch_without_customers_says_so(desk_user, signed_in, published_portfolios):
    browser = signed_in(desk_user("branch_manager", branch="HQ/Nowhere"))
    assert b"No customer belongs to your branch" in browser.get("/portfolio/").content


def test_the_workbook_is_of_the_branch_that_is_shown(browser):
    answer = browser.get("/portfolio/export.xlsx?branch=HQ/North")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
