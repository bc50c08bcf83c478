import re

import pytest
from django.db import InterfaceError, OperationalError
from django.template.loader import get_template
from django.utils import translation

LANGUAGES = ("en", "zh-hans", "zh-hant")


@pytest.fixture
def page(desk_user, signed_in):
    """The gallery as an actuary sees it."""
    return signed_in(desk_user("actuary")).get("/gallery/")


def test_the_gallery_shows_every_component(page):
    html = page.content.decode()
    for part in (
        "panel",
        "figures",
        "listing",
        "filters",
        "chart",
        "reasons",
        "timeline",
        "progress",
        "empty",
        "dialog",
    ):
        assert f"desk-{part}" in html
    assert "This part could not be shown" in html


def test_nothing_on_the_gallery_needs_an_inline_style_or_script(page):
    html = page.content.decode()
    assert not re.findall(r"<[^>]+\sstyle=|<[^>]+\son\w+=|<style", html)
    scripts = re.findall(r"<script(?P<attributes>[^>]*)>", html)
    assert all("src=" in one or 'type="application/json"' in one for one in scripts)


def test_the_gallery_names_no_other_host(page):
    links = re.findall(r'(?:src|href|action|hx-get)="(https?:)?//', page.content.decode())
    assert links == []


@pytest.mark.parametrize("role", ["salesperson", "branch_manager"])
def test_those_without_the_permission_are_told_so(desk_user, signed_in, role):
    answer = signed_in(desk_user(role)).get("/gallery/")
    assert answer.status_code == 403
    assert "This is not open to you" in answer.content.decode()


def test_the_page_follows_the_theme_of_the_cookie(desk_user, signed_in):
    browser = signed_in(desk_user("actuary"))
    browser.cookies["kehu_theme"] = "dark"
    assert 'data-bs-theme="dark"' in browser.get("/gallery/").content.decode()


@pytest.mark.parametrize("path", ["400.html", "403_csrf.html", "500.html", "503.html"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_error_pages_stand_without_any_context(path, language):
    with translation.override(language):
        html = get_template(path).render()
    assert f'<html lang="{language}"' in html
    assert re.search(r"<h1>[^<]{2,}</h1>", html)


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (OperationalError("the connection is lost"), 503, "The database does not answer"),
        (InterfaceError("the connection is closed"), 503, "The database does not answer"),
        (ZeroDivisionError("a fault"), 500, "Something went wrong"),
    ],
)
def test_a_page_that_fails_says_whether_the_database_is_away(client, monkeypatch, error, status, words):
    def fail(_handler, _request):
        raise error

    client.raise_request_exception = False
    monkeypatch.setattr("django.core.handlers.base.BaseHandler.resolve_request", fail)
    answer = client.get("/")
    assert answer.status_code == status
    assert words in answer.content.decode()
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("role", [None, "salesperson"])
def test_an_unknown_address_gets_a_page_with_a_way_home(desk_user, signed_in, client, role):
    browser = signed_in(desk_user(role)) if role else client
    answer = browser.get("/no/such/place/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()
