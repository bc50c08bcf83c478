"""Each rule of terms, changes and offers, on rows that keep it and on rows that break it; and tables of factors."""

import pytest

from kehu.tables.schema import Declared, Kind
from kehu.tables.terms import Endorsements, RenewalOffers, Terms, factors_of

YEAR = {"inception_date": "2024-01-01", "expiry_date": "2025-01-01"}
RULES = {
    "expires_after_inception": [
        YEAR,
        YEAR | {"expiry_date": "2024-01-01"},
    ],
    "cancelled_within_its_term": [
        YEAR | {"cancellation_date": "2024-01-01"},
        YEAR | {"cancellation_date": "2025-01-02"},
    ],
    "cancellation_has_a_known_date": [
        {"cancellation_date": "2024-03-01", "cancellation_known_date": "2024-03-05"},
        {"cancellation_date": "2024-03-01"},
    ],
    "returns_at_most_the_premium": [
        {"written_premium": 100, "return_premium": 100},
        {"written_premium": 100, "return_premium": 101},
    ],
}


@pytest.mark.parametrize(("rule", "rows"), RULES.items(), ids=RULES)
def test_a_rule_tells_a_good_term_from_a_bad_one(judged, rule, rows):
    assert judged(Terms, rule, *rows) == [True, False]


@pytest.mark.parametrize("rule", Terms.rules, ids=lambda rule: rule.name)
def test_what_is_not_known_breaks_no_rule(judged, rule):
    assert rule.name in RULES
    assert judged(Terms, rule.name, {}) == [True]


def test_a_cancellation_before_the_inception_is_outside_the_term(judged):
    assert judged(Terms, "cancelled_within_its_term", YEAR | {"cancellation_date": "2023-12-31"}) == [False]


def test_a_change_takes_effect_on_a_day_of_its_term(judged):
    days = ("2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01")
    rows = [*({"effective_date": day} for day in days), {}]
    verdicts = judged(Endorsements, "takes_effect_within_its_term", *rows, beside=YEAR)
    assert verdicts == [False, True, True, False, True]


def test_only_an_open_offer_may_be_undecided(judged):
    rows = [{"outcome": "open"}, {"outcome": "declined", "decided_date": "2024-12-01"}, {"outcome": "declined"}, {}]
    assert judged(RenewalOffers, "decided_offers_have_a_date", *rows) == [True, True, False, True]


def test_a_line_declares_the_columns_of_its_factors():
    made = factors_of("boats", [Declared("length", Kind.NUMBER, "Length over all", "m")])
    assert (made.table_name, made.key, made.summary()) == (
        "factors_boats",
        ("term_id",),
        "The rating factors of a boats term.",
    )
    assert (made.columns["length"].kind, made.columns["length"].unit) == (Kind.NUMBER, "m")
