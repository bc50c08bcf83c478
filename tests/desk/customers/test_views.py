"""The pages of customers answer quickly, in few queries, and show what stands in the run."""

import pytest

from kehu_desk.audit.models import Event
from kehu_desk.engine import UnknownCustomerError

PEOPLE = [{"customer_id": f"C{n}", "name": f"王芳{n}", "branch": "HQ/N"} for n in range(1, 61)]
MOST_QUERIES, MOST_BYTES = 15, 60_000


@pytest.fixture
def browser(desk_user, signed_in, published, page_of, monkeypatch):
    """An underwriter's browser; the engine knows C1, and that C0 is now C1."""
    published(PEOPLE)

    def read(_run, customer_id):
        if customer_id not in ("C0", "C1"):
            raise UnknownCustomerError(customer_id)
        return page_of(asked_for=customer_id)

    monkeypatch.setattr("kehu_desk.customers.views.read_customer", read)
    return signed_in(desk_user("underwriter"))


@pytest.mark.parametrize(
    "address", ["/customers/", "/customers/?order=-incurred&kind=person", "/customers/?q=王芳", "/customers/C1/"]
)
def test_a_page_needs_few_queries_and_few_bytes(browser, django_assert_max_num_queries, address):
    with django_assert_max_num_queries(MOST_QUERIES):
        answer = browser.get(address)
    assert answer.status_code == 200
    assert len(answer.content) < MOST_BYTES


def test_the_list_shows_a_page_of_customers_and_leads_on(browser):
    first = browser.get("/customers/")
    assert (b"C30/" in first.content, b"C31/" in first.content, b'rel="next"' in first.content) == (True, False, True)


def test_a_search_shows_whom_it_found(browser):
    assert "王芳7".encode() in browser.get("/customers/?q=王芳7").content
    assert b"C7/" in browser.get("/customers/search?q=王芳7", headers={"hx-request": "true"}).content


def test_a_former_number_leads_to_the_customer_who_carries_it_on(browser):
    assert browser.get("/customers/C0/").url == "/customers/C1/"


def test_a_customer_that_nobody_knows_is_not_found(browser):
    assert browser.get("/customers/C99/").status_code == 404


def test_numbers_are_shown_in_full_only_on_asking(browser):
    assert b"13800138000" not in browser.get("/customers/C1/").content
    assert Event.objects.count() == 0
    assert b"13800138000" in browser.post("/customers/C1/reveal").content
    assert Event.objects.count() == 1


def test_a_further_part_of_the_timeline_is_a_fragment(browser):
    answer = browser.get("/customers/C1/timeline?first=2")
    assert b"<html" not in answer.content and answer.status_code == 200


def test_without_a_run_on_the_desk_the_list_says_so(desk_user, signed_in):
    browser = signed_in(desk_user("salesperson"))
    assert b"No run is on the desk yet" in browser.get("/customers/").content
    assert browser.get("/customers/C1/").status_code == 404
    assert browser.get("/customers/search?q=王").status_code == 200


def test_the_filtered_list_goes_out_as_it_is_shown(browser):
    page = browser.get("/customers/?kind=person").content.decode()
    assert "/customers/export.xlsx?kind=person" in page
    answer = browser.get("/customers/export.xlsx?kind=person")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
