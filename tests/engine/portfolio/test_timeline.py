"""The timeline tells everything up to a day, the newest first, and nothing after it."""

import datetime
from dataclasses import fields, replace
from decimal import Decimal

from kehu.portfolio.holdings import ClaimMade, OfferMade, PolicyHeld, ServiceGiven, TermHeld
from kehu.portfolio.timeline import KINDS, Dossier, timeline

NOTHING = Dossier(**{field.name: () for field in fields(Dossier)})
DAY = datetime.date(2024, 6, 1)


def term(key, begin, end, cancelled=None):
    return TermHeld(key, begin, end, cancelled, Decimal(100), None)


def policy(*terms):
    return PolicyHeld("P1", "motor", "car", "agent", "HQ", None, True, terms)


def kinds(dossier, as_of=datetime.date(2030, 1, 1)):
    return [one.kind for one in timeline(dossier, as_of=as_of)]


def test_a_renewal_without_a_gap_ends_nothing():
    first = term("T1", datetime.date(2022, 1, 1), datetime.date(2023, 1, 1))
    second = term("T2", datetime.date(2023, 1, 1), datetime.date(2024, 1, 1))
    assert kinds(replace(NOTHING, policies=(policy(first, second),))) == ["term_expired", "term_began", "term_began"]


def test_a_gap_shows_that_the_cover_had_ended():
    first = term("T1", datetime.date(2022, 1, 1), datetime.date(2023, 1, 1))
    second = term("T2", datetime.date(2023, 6, 1), datetime.date(2024, 6, 1))
    assert kinds(replace(NOTHING, policies=(policy(first, second),))).count("term_expired") == 2


def test_a_cancelled_term_does_not_expire():
    held = policy(term("T1", datetime.date(2022, 1, 1), datetime.date(2023, 1, 1), DAY.replace(year=2022)))
    assert kinds(replace(NOTHING, policies=(held,))) == ["term_cancelled", "term_began"]


def test_what_lies_after_the_day_is_not_on_it():
    held = policy(term("T1", datetime.date(2024, 1, 1), datetime.date(2025, 1, 1)))
    assert kinds(replace(NOTHING, policies=(held,)), as_of=DAY) == ["term_began"]


def test_a_claim_says_what_it_cost_and_on_which_line():
    claim = ClaimMade("C1", "P1", DAY, DAY, None, "fire", 1, Decimal(70), Decimal(30))
    (told,) = timeline(replace(NOTHING, policies=(policy(),), claims=(claim,)), as_of=DAY)
    assert (told.kind, told.amount, told.code, told.line) == ("claim_occurred", Decimal(100), "fire", "motor")


def test_an_offer_is_made_and_then_decided():
    offer = OfferMade("O1", "P1", DAY, None, Decimal(9), "declined", DAY, DAY - datetime.timedelta(days=30))
    assert kinds(replace(NOTHING, offers=(offer,))) == ["offer_decided", "offer_made"]


def test_a_service_held_back_for_a_test_was_not_given():
    given = ServiceGiven("S1", None, "survey", DAY, None, False, None)
    held_back = replace(given, service_id="S2", is_held_out=True)
    assert [one.reference for one in timeline(replace(NOTHING, services=(given, held_back)), as_of=DAY)] == ["S1"]


def test_every_kind_has_a_place_in_the_order_of_a_day():
    assert len(KINDS) == len(set(KINDS))
