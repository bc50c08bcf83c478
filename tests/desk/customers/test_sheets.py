"""What is taken out in Excel is what stands on the page."""

import pytest
from django.utils import translation

from kehu_desk.customers import sheets
from kehu_desk.published.visibility import scope_of


def test_the_list_has_a_row_for_each_customer_that_fits(published):
    run = published(
        [{"name": "A", "branch": "HQ/N"}, {"name": "B", "branch": "HQ/S"}, {"name": "C", "kind": "organisation"}]
    )
    names = [row[2] for row in sheets.customers(scope_of(run, ""), {"kind": "person"}).rows]
    assert names == ["A", "B"]


def test_the_list_of_a_branch_has_nobody_elses(published):
    run = published([{"name": "A", "branch": "HQ/N"}, {"name": "B", "branch": "HQ/S"}])
    assert [row[2] for row in sheets.customers(scope_of(run, "HQ/S"), {}).rows] == ["B"]


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_every_row_fits_its_headings(page_of, published, language):
    run = published([{}])
    with translation.override(language):
        for sheet in (*sheets.customer(page_of()), sheets.customers(scope_of(run, ""), {})):
            assert all(len(row) == len(sheet.headings) for row in sheet.rows)


def test_a_customer_has_a_row_for_each_term_and_claim(page_of):
    account, policies, claims = sheets.customer(page_of())
    assert [len(list(sheet.rows)) for sheet in (account, policies, claims)] == [3, 3, 1]
