"""A customer's page fits the terminal and says why the records are one."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from kehu.cli.pages import page_finding, show_page
from kehu.portfolio import customer_page


@pytest.fixture(scope="module")
def page(small_run):
    return customer_page(small_run, "core:2")


def _shown(page, width=100):
    console = Console(width=width, record=True, file=StringIO())
    show_page(console, page)
    return console.export_text()


def test_the_title_says_who_and_what_came_of_the_business(page):
    assert page_finding(page) == "王芳 (core:1) made 2,160.08 CNY with no claims"
    assert page_finding(replace(page, name=None)).startswith("core:1 made")


def test_records_come_with_the_rule_that_joined_them(page):
    told = _shown(page)
    assert "2 records behind the customer" in told and "identity_number" in told
    assert "core:2 is now core:1." in told


@pytest.mark.parametrize("width", [80, 100, 140])
def test_no_line_is_wider_than_the_terminal(page, width):
    assert max(map(len, _shown(page, width).splitlines())) <= width
