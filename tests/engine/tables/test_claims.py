"""Each rule of claims and movements, on a row that keeps it and on rows that break it."""

import pytest

from kehu.tables.claims import ClaimMovements, Claims

TERM = {"policy_id": "P1", "inception_date": "2024-01-01", "expiry_date": "2025-01-01"}
CANCELLED = TERM | {"cancellation_date": "2024-03-01"}
RULES = {
    "reported_after_it_occurred": [
        {"occurred_date": "2024-05-02", "reported_date": "2024-05-02"},
        {"occurred_date": "2024-05-02", "reported_date": "2024-05-01"},
    ],
    "closed_after_it_was_reported": [
        {"reported_date": "2024-05-02", "closed_date": "2024-05-02"},
        {"reported_date": "2024-05-02", "closed_date": "2024-05-01"},
    ],
    "amounts_have_a_valuation_date": [{"paid": 5, "valued_date": "2024-05-02"}, {"paid": 5}],
    "occurs_within_its_term": [{"occurred_date": "2024-12-31"}, {"occurred_date": "2025-01-01"}],
    "stands_on_the_policy_of_its_term": [{"policy_id": "P1"}, {"policy_id": "P2"}],
}


@pytest.mark.parametrize(("rule", "rows"), RULES.items(), ids=RULES)
def test_a_rule_tells_a_good_claim_from_a_bad_one(judged, rule, rows):
    assert judged(Claims, rule, *rows, beside=TERM) == [True, False]


@pytest.mark.parametrize("rule", Claims.rules, ids=lambda rule: rule.name)
def test_what_is_not_known_breaks_no_rule(judged, rule):
    assert rule.name in RULES
    assert judged(Claims, rule.name, {}, beside={}) == [True]


def test_a_reserve_alone_needs_a_valuation_date_too(judged):
    assert judged(Claims, "amounts_have_a_valuation_date", {"outstanding": 5}) == [False]


def test_cover_begins_with_the_inception_and_ends_with_the_cancellation(judged):
    days = ["2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01"]
    rows = [{"occurred_date": day} for day in days]
    assert judged(Claims, "occurs_within_its_term", *rows, beside=CANCELLED) == [False, True, True, False]


def test_a_movement_is_booked_on_or_after_the_day_of_the_report(judged):
    rows = [{"known_date": "2024-05-02"}, {"known_date": "2024-05-01"}, {}]
    rule, claim = "booked_after_the_claim_was_reported", {"reported_date": "2024-05-02"}
    assert judged(ClaimMovements, rule, *rows, beside=claim) == [True, False, True]
