"""Value looks ahead and says so; the place says what to do and where the customer came from."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kehu_desk.customers import worth


@pytest.fixture
def value(page_of):
    return page_of().judgement.value


@pytest.fixture
def place(page_of):
    return page_of().judgement.place


def test_the_parts_of_the_value_stand_with_the_interval(value):
    facts = {one.label: (one.value, one.hint) for one in worth.facts(value, currency="CNY")}
    assert facts["Lifetime value"] == ("250 CNY", "−50 – 600")
    assert facts["Customers brought"] == ("12 CNY", "1 customer brought")
    assert facts["Lifetime value and potential"] == ("280 CNY", "place 4 of the book")


def test_history_is_said_to_be_no_part_of_it(value):
    assert "no part of it" in worth.notes(value)[0]
    assert len(worth.notes(replace(value, policies_unvalued=2))) == 2


def test_the_reasons_add_up_to_the_lifetime_value(value):
    listing = worth.reasons(value)
    assert sum(row["amount"] for row in listing.rows) == listing.total["amount"] == Decimal(250)


def test_what_is_not_known_is_empty(value):
    bare = replace(value, lifetime_value=None, value_lower=None, referral_value=None, rank=None, reasons=())
    facts = {one.label: (one.value, one.hint) for one in worth.facts(bare, currency="CNY")}
    assert facts["Lifetime value"] == ("", "")
    assert facts["Customers brought"] == ("", "the book has no records of it")
    assert worth.reasons(bare).total is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "risk C, Tier C"),
        ({"is_newcomer": True}, "new since then"),
        ({"former_grade": None}, "there was no run before"),
        ({"former_grade": "D", "former_tier": "B"}, "the same place"),
    ],
)
def test_the_former_place_is_told(place, changed, words):
    assert worth.former(replace(place, **changed)) == words


def test_a_cell_without_a_strategy_says_why(place):
    assert "Keep" in worth.advice(place)
    assert "not known" in worth.advice(replace(place, grade="none", strategy=None))
