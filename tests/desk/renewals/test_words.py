"""Renewals in words: every code has its name, and amounts say what they mean."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kehu.tables.decisions import GATES, LISTS, RenewalReasons
from kehu_desk.engine.renewing import LimitFigures, OfferReason, RenewalOffer
from kehu_desk.renewals import words
from tests.offering import LIMIT, OFFER, valued


def offer(**more):
    row = dict.fromkeys(RenewalOffer.__dataclass_fields__) | OFFER | {"term_id": "T1"} | more
    return valued(RenewalOffer, row)


def limit(**more):
    return LimitFigures(**LIMIT | {"point_cost": Decimal("12")} | more)


def test_every_list_gate_and_reason_has_its_words():
    assert set(words.TONES) == set(words.LEADS) == set(LISTS)
    assert set(words.GATES) == set(words.GATE_MEANINGS) == set(GATES)
    assert set(words.CHANGED) == set(GATES) - {"known"}
    assert set(words.REASONS) == set(RenewalReasons.columns["reason"].codes)


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, "950.00"),
        ({"offer": "decline", "proposed_premium": None}, "No offer"),
        ({"offer": "terms", "terms": "deductible"}, "950.00, deductible"),
        ({"offer": "share"}, "950.00, the risk shared"),
    ],
)
def test_what_is_offered(more, text):
    assert words.offered(offer(**more)) == text


def test_the_corridor_has_no_end_where_there_is_no_bound():
    assert words.corridor(offer()) == "600 – 700 – ∞"
    assert words.corridor(offer(walk_away_price=None, most_price=Decimal(1050))) == "∞ – 700 – 1,050"
    assert words.walk_away(offer(walk_away_price=None)) == "no price that may be asked"


@pytest.mark.parametrize(
    ("new", "offered", "text"),
    [
        (None, 950, "Too few new covers"),
        (900, None, "would pay 900.00."),
        (950, 950, "as much: 950.00"),
        (900, 990, "10.0% dearer. A new price knows neither"),
        (1000, 900, "10.0% cheaper"),
    ],
)
def test_a_renewal_stands_beside_new_business(new, offered, text):
    prices = (None if amount is None else Decimal(amount) for amount in (new, offered))
    one = replace(offer(), **dict(zip(("new_business_price", "proposed_premium"), prices, strict=True)))
    assert text in words.beside_new_business(one)


@pytest.mark.parametrize(("belief", "is_told"), [(-5, False), (-50, True), (50, True)])
def test_a_new_price_of_a_line_with_few_claims_says_what_it_cannot_know(belief, is_told):
    reasons = [OfferReason("rated_claims", Decimal(-100)), OfferReason("line_belief", Decimal(belief))]
    told = words.beside_new_business(offer(new_business_price=Decimal(900)), reasons)
    assert ("few claims" in told) is is_told
    nothing = words.beside_new_business(offer(new_business_price=None), reasons)
    assert "few claims" not in nothing


@pytest.mark.parametrize(
    ("more", "text"),
    [
        ({}, "would cost 12 CNY"),
        ({"sense": "at most"}, "would bring 12 CNY"),
        ({"point_cost": Decimal(0)}, "does not bind"),
        ({"short": 0.02}, "2.0% are missing"),
    ],
)
def test_a_limit_says_what_one_more_point_of_it_costs(more, text):
    assert text in words.limit_cost(limit(**more), currency="CNY")


def test_a_limit_is_of_the_whole_book_or_of_a_line():
    assert words.subject_name("all") == "Whole book"
    assert words.subject_name("motor") == "Motor"
    assert words.list_badge("decline").tone == "poor"
