"""The traps of renewal, each on a few rows: what counts as renewed, and what may not be known on the day of judgement.

A book's terms, offers and claims in; the decision and the features of each occasion out.
"""

import datetime

import pytest

from kehu.stages.retention.occasions import Practice
from tests.renewal_books import book, features_of, occasions_of, term

pytestmark = pytest.mark.slow

MAKES_OFFERS = Practice({"motor": 0})
OFFER = {"renewal_date": "2024-01-01", "expiring_premium": 100, "offered_premium": 110, "known_date": "2023-12-05"}
DECIDED = {"decided_date": "2023-12-20"}
LATER = "2024-12-31"


def decision(as_of=LATER, *, terms=(), offers=(), **more):
    """What came of the term of 2023."""
    made = book(terms=[term("2023-01-01"), *terms], renewal_offers=offers)
    return occasions_of(made, as_of, **more)["P1/2023-01-01"]["decision"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"terms": [term("2024-01-01")]}, "renewed"),
        ({"terms": [term("2024-01-31")]}, "renewed"),
        ({"terms": [term("2024-02-01")]}, "not_renewed"),
        ({}, "not_renewed"),
        ({"offers": [OFFER | DECIDED | {"outcome": "accepted"}]}, "renewed"),
        ({"offers": [OFFER | DECIDED | {"outcome": "declined"}]}, "not_renewed"),
        ({"offers": [OFFER | DECIDED | {"outcome": "withdrawn"}]}, "withdrawn"),
        ({"offers": [OFFER | DECIDED | {"outcome": "declined"}], "terms": [term("2024-01-01")]}, "renewed"),
        ({"as_of": "2024-01-15"}, "open"),
        ({"as_of": "2024-01-15", "offers": [OFFER]}, "open"),
        ({"offers": [OFFER]}, "not_renewed"),
        ({"offering": MAKES_OFFERS}, "without_offer"),
    ],
)
def test_what_came_of_a_term_is_told_from_the_next_one_or_from_the_offer(given, expected):
    assert decision(**given) == expected


def test_a_term_cancelled_before_its_expiry_comes_to_no_renewal():
    cancelled = {"cancellation_date": "2023-06-01", "cancellation_known_date": "2023-06-02"}
    made = book(terms=[term("2023-01-01", **cancelled)])
    assert occasions_of(made, LATER)["P1/2023-01-01"]["decision"] == "cancelled"
    assert occasions_of(made, "2023-06-01")["P1/2023-01-01"]["decision"] == "open"


@pytest.mark.parametrize(
    ("offers", "as_of", "day"),
    [
        ([OFFER], LATER, "2023-12-05"),
        ([], LATER, "2023-12-02"),
        ([], "2023-06-30", "2023-06-30"),
        ([OFFER | {"known_date": "2024-01-05"}], LATER, "2023-12-02"),
    ],
)
def test_a_renewal_is_judged_when_its_offer_is_known_or_thirty_days_before_expiry_or_today(offers, as_of, day):
    found = occasions_of(book(terms=[term("2023-01-01")], renewal_offers=offers), as_of)
    assert found["P1/2023-01-01"]["judged_date"] == datetime.date.fromisoformat(day)


def test_without_offers_a_decision_counts_only_once_the_days_of_grace_are_over():
    made = book(terms=[term("2023-01-01"), term("2024-01-01")])
    assert not occasions_of(made, "2024-01-20")["P1/2023-01-01"]["is_decided"]
    assert occasions_of(made, "2024-01-31")["P1/2023-01-01"]["is_decided"]


def test_the_renewal_itself_is_no_feature_though_it_is_known_on_the_day():
    offer = OFFER | {"known_date": "2024-01-01", "decided_date": "2024-01-01", "outcome": "accepted"}
    made = book(terms=[term("2023-01-01"), term("2024-01-01")], renewal_offers=[offer])
    found = features_of(made, LATER, offering=MAKES_OFFERS)["P1/2023-01-01"]
    assert (found["other_policies"], found["term_count"], found["policy_years"]) == (0, 1, 1)


def test_a_claim_of_the_term_counts_on_the_day_it_is_known_and_one_of_that_day_never():
    claims = [
        {"claim_id": "C1", "term_id": "P1/2023-01-01", "occurred_date": "2023-05-01", "known_date": "2023-12-02"},
        {"claim_id": "C2", "term_id": "P1/2023-01-01", "occurred_date": "2023-12-02", "known_date": "2023-12-02"},
        {"claim_id": "C3", "term_id": "P1/2023-01-01", "occurred_date": "2023-05-01", "known_date": "2023-12-03"},
    ]
    dated = [{**claim, "reported_date": claim["known_date"]} for claim in claims]
    found = features_of(book(terms=[term("2023-01-01")], claims=dated), LATER)["P1/2023-01-01"]
    assert (found["claims_in_term"], found["claims_three_years"]) == (1, 1)


@pytest.mark.parametrize(
    ("decided", "band"),
    [("2023-12-01", "0–30 days"), ("2023-12-02", "none"), ("2023-10-01", "31–90 days"), ("2022-10-01", "none")],
)
def test_another_policy_that_went_counts_from_the_day_after(decided, band):
    gone = {**OFFER, "policy_id": "P2", "outcome": "declined", "decided_date": decided, "known_date": "2022-01-01"}
    policies = [{}, {"policy_id": "P2"}]
    made = book(policies=policies, terms=[term("2023-01-01")], renewal_offers=[gone])
    assert features_of(made, LATER)["P1/2023-01-01"]["other_ended"] == band


def test_the_policy_judged_is_not_another_one():
    cancelled = {"cancellation_date": "2022-12-20", "cancellation_known_date": "2022-12-20"}
    made = book(terms=[term("2022-06-01", **cancelled), term("2023-01-01")])
    assert features_of(made, LATER)["P1/2023-01-01"]["other_ended"] == "none"


def test_a_price_is_compared_with_the_one_that_ends():
    found = features_of(book(terms=[term("2023-01-01")], renewal_offers=[OFFER]), LATER)["P1/2023-01-01"]
    assert round(found["price_change"], 6) == 0.09531


def test_holdings_are_those_of_the_evening_before():
    policies = [{}, {"policy_id": "P2", "line": "home"}, {"policy_id": "P3"}]
    terms = [term("2023-01-01"), term("2022-12-02", "P2", years=2), term("2023-12-02", "P3")]
    found = features_of(book(policies=policies, terms=terms), LATER)["P1/2023-01-01"]
    assert (found["other_policies"], found["other_lines"]) == (1, 1)
