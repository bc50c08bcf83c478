"""Renewal occasions: who makes offers, whose term it is, and what a year of it costs."""

import datetime

import pytest

from kehu.stages.retention.occasions import gathered, practice
from tests.renewal_books import ASSUMED, book, occasions_of, owners, term

OFFER = {"renewal_date": "2023-01-01", "offered_premium": 110, "known_date": "2022-12-11", "outcome": "open"}


def told(made, as_of="2024-06-30"):
    """The practice of a book."""
    seen = made.as_of(datetime.date.fromisoformat(as_of))
    rows = gathered(snapshot=seen, identities=owners(), parameters=ASSUMED)
    return practice(rows=rows, as_of=seen.as_of, parameters=ASSUMED).days_before


def test_a_line_makes_offers_where_most_of_its_expired_terms_had_one():
    terms = [term("2022-01-01"), term("2022-01-01", "P2")]
    policies = [{}, {"policy_id": "P2", "line": "home"}]
    assert told(book(policies=policies, terms=terms, renewal_offers=[OFFER])) == {"motor": 21}


def test_a_book_without_expired_terms_has_no_practice():
    assert told(book(terms=[term("2024-01-01")])) == {}


def test_the_premium_is_that_of_a_year():
    made = book(terms=[term("2022-01-01", years=2, written_premium=730)])
    assert occasions_of(made, "2023-06-30")["P1/2022-01-01"]["premium"] == pytest.approx(365)


@pytest.mark.parametrize(
    "unseen",
    [
        term("2023-01-01", known="2024-02-01"),
        term("2023-01-01", years=3),
        term("2023-01-01", "P9"),
    ],
)
def test_what_was_recorded_after_its_end_or_ends_far_ahead_or_is_nobodys_is_no_occasion(unseen):
    assert occasions_of(book(terms=[unseen]), "2024-06-30") == {}


def test_of_several_offers_the_first_one_known_in_time_is_judged():
    offers = [
        OFFER | {"offer_id": "late", "known_date": "2023-01-05", "offered_premium": 90},
        OFFER | {"offer_id": "second", "known_date": "2022-12-20", "offered_premium": 100},
        OFFER | {"offer_id": "first"},
    ]
    found = occasions_of(book(terms=[term("2022-01-01")], renewal_offers=offers), "2023-06-30")["P1/2022-01-01"]
    assert (found["offered_premium"], found["judged_date"]) == (110, datetime.date(2022, 12, 11))
