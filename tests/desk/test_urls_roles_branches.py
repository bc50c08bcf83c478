"""Who gets in where: every address of the desk × every role × every place in the tree of branches.

`ADDRESSES` says of each address which methods it answers and whom; an address that is not in it fails the test, and so
does a line without an address. What a person sees of other branches is asked row by row: in lists, in the search, on
pages, in files and in portfolios.
"""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import URLPattern, get_resolver, reverse

from kehu.parameters import default_text
from kehu_desk.access.permissions import ALLOWED, WHOLE_COMPANY, Permission, Role
from tests.addresses import ADDRESSES, ANYBODY
from tests.selected import write_facts

pytestmark = pytest.mark.slow

LIBRARYS_OWN = ("account_", "mfa_")  # views of django-allauth, which answer wrong methods in their own way
BRANCHES = ("", "HQ", "HQ/North", "HQ/North/2", "HQ/Nor", "HQ/South")
NAMES = {branch: f"Customer number {number} of all" for number, branch in enumerate(BRANCHES, start=1)}
SEEN = {
    # branch of the person: whose customers are seen, of one customer in each branch
    "": {"", "HQ", "HQ/North", "HQ/North/2", "HQ/Nor", "HQ/South"},
    "HQ": {"HQ", "HQ/North", "HQ/North/2", "HQ/Nor", "HQ/South"},
    "HQ/North": {"HQ/North", "HQ/North/2"},
    "HQ/North/2": {"HQ/North/2"},
    "HQ/South": {"HQ/South"},
    "HQ/Nowhere": set(),
}


def patterns(resolver=None):
    """Every pattern of the desk by its name."""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        found |= {entry.name: entry} if isinstance(entry, URLPattern) else patterns(entry)
    return found


def needs(name):
    return ADDRESSES[name][1]


def methods(name):
    return ADDRESSES[name][0].split()


def place_of(name):
    return reverse(name, kwargs=ADDRESSES[name][2])


class ReachedError(Exception):
    """The desk has let somebody in to a customer or a portfolio, and begins to write the answer."""


class Anything:
    """A customer or a portfolio of which only the key is known; whoever looks further has been let in."""

    def __init__(self, _run, key):
        self.customer_id = key

    def __getattr__(self, name):
        raise ReachedError(self.customer_id)


def ask(browser, name, method="GET"):
    try:
        answer = browser.generic(method, place_of(name))
    except ReachedError:
        return HttpResponse()
    if answer.streaming:
        list(answer.streaming_content)  # read to its end, as a browser does, which closes the file
    return answer


def is_sent_to_sign_in(answer):
    return answer.status_code == 302 and answer.url.startswith(reverse(settings.LOGIN_URL))


GUARDED = [name for name in ADDRESSES if isinstance(needs(name), Permission)]
OWN = [name for name in ADDRESSES if not name.startswith(LIBRARYS_OWN)]
WRITING = [name for name in ADDRESSES if "POST" in methods(name)]


@pytest.fixture
def everybody(desk_user, signed_in):
    """A browser for each role, of people who see the whole company."""
    return {role: signed_in(desk_user(role)) for role in Role}


@pytest.fixture
def book(published, monkeypatch, settings, tmp_path):
    """One customer in each branch; C1 has none, C2 is of HQ, and so on."""
    settings.KEHU_HOME = tmp_path
    (tmp_path / "kehu.toml").write_text(default_text(), encoding="utf-8")
    write_facts(tmp_path / "runs")
    monkeypatch.setattr("kehu_desk.customers.views.read_customer", Anything)
    monkeypatch.setattr("kehu_desk.matching.seen.read_customer", Anything)
    monkeypatch.setattr("kehu_desk.portfolio.queries.scoped_portfolio", Anything)
    customers = [
        {"name": NAMES[branch], "branch": branch, "keys": (f"nr{number}",)}
        for number, branch in enumerate(BRANCHES, start=1)
    ]
    return published(customers)


def branches_on(text):
    """The branches whose customers stand in a text."""
    return {branch for branch in BRANCHES if NAMES[branch] in text}


def cells_of(answer):
    """Everything that stands in an Excel file."""
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_every_address_has_its_line_and_every_line_its_address():
    assert set(patterns()) == set(ADDRESSES)


@pytest.mark.parametrize("name", GUARDED)
def test_every_view_asks_for_the_permission_of_its_line(name):
    assert patterns()[name].callback.permission is needs(name)


@pytest.mark.parametrize("name", GUARDED)
def test_a_role_gets_in_where_it_may_and_nowhere_else(name, everybody, book):
    for role, browser in everybody.items():
        for method in methods(name):
            answer = ask(browser, name, method)
            is_refused = answer.status_code == 403
            assert is_refused is (needs(name) not in ALLOWED[role]), f"{role} {method}: {answer.status_code}"
            assert not is_sent_to_sign_in(answer)


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_stranger_is_sent_to_sign_in(name, client, book):
    for method in methods(name):
        answer = ask(client, name, method)
        assert is_sent_to_sign_in(answer) or needs(name) == ANYBODY or name == "account_logout", answer.status_code


@pytest.mark.parametrize("name", OWN)
def test_other_methods_are_refused(name, everybody, book):
    allowed = next((role for role in Role if needs(name) in ALLOWED[role]), Role.ACTUARY)
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(methods(name)):
        assert ask(everybody[allowed], name, method).status_code == 405, method


@pytest.mark.parametrize("name", WRITING)
def test_nothing_is_done_for_a_request_forged_on_another_site(name, desk_user, signed_in, book):
    user = desk_user(next((role for role in Role if needs(name) in ALLOWED[role]), Role.ACTUARY))
    browser = signed_in(user, enforce_csrf_checks=True)
    assert ask(browser, name, "POST").status_code == 403


@pytest.mark.parametrize("name", GUARDED)
def test_at_a_branch_the_company_s_own_pages_are_closed(name, desk_user, signed_in, book):
    for role in Role:
        answer = ask(signed_in(desk_user(role, branch="HQ/North")), name, methods(name)[0])
        is_open = needs(name) in ALLOWED[role] and needs(name) not in WHOLE_COMPANY
        assert (answer.status_code != 403) is is_open, f"{role}: {answer.status_code}"


def test_a_role_that_is_none_gets_in_nowhere(desk_user, signed_in, book):
    browser = signed_in(desk_user("director"))
    assert {ask(browser, name, methods(name)[0]).status_code for name in GUARDED} == {403}


@pytest.fixture(params=SEEN, ids=[branch or "whole company" for branch in SEEN])
def person(request, book, desk_user, signed_in):
    """A browser of somebody at a branch, and the branches whose customers that person may see."""
    return signed_in(desk_user("branch_manager", branch=request.param)), SEEN[request.param]


@pytest.mark.parametrize("query", ["", "?order=-earned_premium", "?branch=HQ/South", "?branch=HQ", "?producer=P1"])
def test_lists_show_no_customer_of_another_branch(person, query):
    browser, seen = person
    shown = branches_on(browser.get(f"/customers/{query}").content.decode())
    assert shown <= seen
    assert shown == seen or query.startswith("?branch")


@pytest.mark.parametrize("place", ["/customers/search", "/customers/"])
def test_the_search_finds_no_customer_of_another_branch(person, place):
    browser, seen = person
    assert branches_on(browser.get(place, {"q": "nr"}).content.decode()) == seen
    assert branches_on(browser.get(place, {"q": "nrr"}).content.decode()) <= seen


@pytest.mark.parametrize("name", ["customer", "customer_timeline", "customer_export", "customer_reveal"])
def test_no_page_of_a_customer_of_another_branch_is_there(person, name):
    browser, seen = person
    reached = set()
    for number, branch in enumerate(BRANCHES, start=1):
        place = reverse(name, kwargs={"customer_id": f"C{number}"})
        try:
            assert browser.generic(methods(name)[0], place).status_code == 404
        except ReachedError:
            reached.add(branch)
    assert reached == seen


@pytest.mark.parametrize("query", ["", "?branch=HQ/South", "?branch=HQ"])
def test_no_customer_of_another_branch_is_taken_out(person, query):
    browser, seen = person
    assert branches_on(cells_of(browser.get(f"/customers/export.xlsx{query}"))) <= seen


def portfolio_shown(browser, name, branch):
    """The branch whose portfolio a page shows; None where it shows none."""
    try:
        assert browser.get(reverse(name), {"branch": branch}).status_code == 404
    except ReachedError as reached:
        return str(reached)


@pytest.mark.parametrize("name", ["portfolio", "portfolio_value", "portfolio_export"])
def test_no_portfolio_of_another_branch_is_shown(person, name):
    browser, seen = person
    below = [branch for branch in BRANCHES if branch]
    assert {branch for branch in below if portfolio_shown(browser, name, branch) == branch} == seen - {""}
    assert portfolio_shown(browser, name, "") not in set(BRANCHES) - seen
