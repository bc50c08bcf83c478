"""The head leads with customers and result, and with the way through the branches."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from kehu_desk.portfolio.heads import crumbs, figures, finding


def test_a_book_that_loses_money_is_told_as_such(portfolios):
    assert finding(portfolios[""]) == "2 customers have cost 640 CNY; 1 of them alone have cost 1,600."
    assert finding(portfolios["HQ/North"]).startswith("1 customers have brought 960 CNY")


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_figures_are_told_in_every_language(portfolios, language):
    with translation.override(language):
        told = " ".join(f"{one.label} {one.value} {one.word}" for one in figures(portfolios[""]))
    assert not re.search(r"%\(|None", told)


def test_nothing_leads_with_premium(portfolios):
    assert [str(one.label) for one in figures(portfolios[""])][:2] == ["Customers", "Result"]


@pytest.mark.parametrize(("ratio", "tone"), [("0.5", "good"), ("0.97", "middling"), ("1.2", "poor"), (None, "")])
def test_the_combined_ratio_has_a_word(portfolios, ratio, tone):
    changed = replace(portfolios[""].figures, combined_ratio=None if ratio is None else Decimal(ratio))
    assert figures(replace(portfolios[""], figures=changed))[2].tone == tone


def test_the_way_up_ends_at_the_readers_own_branch():
    assert [one.label for one in crumbs("HQ/North/2", own="")] == ["Whole company", "HQ", "North"]
    assert [one.label for one in crumbs("HQ/North/2", own="HQ/North")] == ["North"]
    assert crumbs("HQ/North", own="HQ/North") == ()


def test_a_scope_without_an_account_says_so(portfolios):
    bare = replace(portfolios[""].figures, customer_count=0)
    assert finding(replace(portfolios[""], figures=bare)) == "No customer here has an account yet."
