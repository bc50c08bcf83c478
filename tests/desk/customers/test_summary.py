"""The paragraph says what is there, in the reader's language, and nothing that is not."""

import datetime
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation

from kehu_desk.customers.summary import sentences


def told(page):
    return " ".join(sentences(page))


def test_it_says_who_what_it_brought_and_what_comes_next(page_of):
    words = told(page_of())
    for part in ("one policy is in force: Motor", "place 3 of 10", "One claim cost", "in 32 days", "was declined"):
        assert part in words


def test_it_says_how_the_customer_is_judged(page_of):
    words = told(page_of())
    for part in ("Risk grade D (A is best)", "with a probability of 80%", "it is worth 250 CNY (−50 – 600)", "Keep."):
        assert part in words


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_no_place_for_a_value_is_left_open(page_of, nobody, language):
    with translation.override(language):
        for page in (page_of(), nobody, page_of(next_expiry_date=None, claims=(), offers=())):
            assert not re.search(r"%\(|None|%s", told(page))


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_chinese_readers_read_chinese(page_of, language):
    with translation.override(language):
        assert all(re.search("[一-鿿]", sentence) for sentence in sentences(page_of()))


def test_an_account_that_lost_money_is_not_praised(page_of):
    page = page_of()
    losing = page_of(figures=replace(page.figures, result=Decimal(-500)))
    assert "has lost 500" in told(losing)
    assert "has brought" not in told(losing)


def test_a_customer_without_claims_is_said_to_have_none(page_of):
    assert "There has never been a claim." in told(page_of(claims=()))


def test_a_customer_without_claims_whom_nobody_serves_is_pointed_out(page_of):
    assert "served by none" in told(page_of(claims=(), services=(), contacts=()))
    assert "served by none" not in told(page_of(claims=()))


def test_business_without_a_premium_has_no_result(page_of):
    page = page_of()
    unpriced = replace(page.figures, earned_premium=Decimal(0), unpriced_incurred=Decimal(70))
    assert "no result can be told" in told(page_of(figures=unpriced))
    assert "Claims of 70" in told(page_of(figures=unpriced))


def test_a_renewal_far_away_has_a_date_and_no_days(page_of):
    words = told(page_of(next_expiry_date=datetime.date(2025, 11, 1)))
    assert "The next renewal is due on 1 Nov 2025." in words


def test_doubts_about_the_data_are_said(page_of):
    page = page_of()
    assert "2 ways of writing the name" in told(page)
    bare = tuple(replace(record, phone=None, identity_number=None) for record in page.records)
    assert "No telephone number is known." in told(page_of(records=bare))
    assert "No identity number is known" in told(page_of(records=bare))


def test_of_nobody_only_that_nothing_is_held_is_said(nobody):
    assert sentences(nobody) == ["No policy stands under this customer."]
