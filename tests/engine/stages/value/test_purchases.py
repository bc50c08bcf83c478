"""Purchases of lines not held: who counts, and how a group leans on its line."""

import datetime

import pytest

from kehu.stages.value.purchases import groups, purchase_rates
from tests.ledgers import table
from tests.risk_books import seen
from tests.worths import listed, told

HOME = {"policy_id": "P2", "line": "home"}


def _term(number, policy, begins, **row):
    dates = {"inception_date": f"{begins}-01", "expiry_date": f"{int(begins[:4]) + 1}{begins[4:]}-01"}
    return {"term_id": f"T{number}", "policy_id": policy, "known_date": "2020-01-01", **dates, **row}


def _book(*terms, policies=({}, HOME), **tables):
    return seen(as_of="2024-12-31", policies=policies, terms=terms, **tables)


def _asked(book, customers=("A",)):
    owners = table("identities", [{"party_id": key.lower(), "customer_id": key} for key in customers])
    return {
        "snapshot": book,
        "identities": owners,
        "customers": told("customers", *({"customer_id": k} for k in customers)),
    }


MOTOR = (_term(1, "P1", "2023-06"), _term(2, "P1", "2024-06"))


def test_a_line_begun_within_the_year_is_a_purchase():
    rates = purchase_rates(**_asked(_book(*MOTOR, _term(3, "P2", "2024-03"))))
    assert listed(rates, "line", "holdings", "customer_count", "purchase_count") == [("home", "motor", 1, 1)]


def test_a_line_held_a_year_before_is_no_purchase():
    rates = purchase_rates(**_asked(_book(*MOTOR, _term(3, "P2", "2023-11"), _term(4, "P2", "2024-11"))))
    assert listed(rates, "line") == []


def test_a_term_that_begins_after_the_run_is_no_purchase():
    rates = purchase_rates(**_asked(_book(*MOTOR, _term(3, "P2", "2025-01"))))
    assert listed(rates, "line", "purchase_count") == [("home", 0)]


def test_a_book_younger_than_a_year_says_nothing():
    assert listed(purchase_rates(**_asked(_book(_term(1, "P1", "2024-06"))))) == []


def test_a_group_says_kind_age_and_holdings_of_the_day():
    book = _book(*MOTOR, parties=({"birth_date": "1980-01-01"},))
    day = datetime.date(2023, 12, 31)
    found = groups(**_asked(book), on=day)
    assert listed(found, "customer_id", "kind", "age_band", "holdings") == [("A", "person", "40", "motor")]


@pytest.mark.slow
def test_groups_lean_on_their_line_as_far_as_they_differ_by_chance():
    """Forty customers of one group buy, and of forty of another nobody: both keep most of their own share."""
    keys = [f"{number:02}" for number in range(80)]
    parties = [{"party_id": key, "birth_date": "1980-01-01" if key < "40" else "1950-01-01"} for key in keys]
    policies = [{"policy_id": f"M{key}", "party_id": key} for key in keys]
    policies += [{"policy_id": f"H{key}", "party_id": key, "line": "home"} for key in keys]
    terms = [_term(f"M{key}", f"M{key}", "2023-06") for key in keys]
    terms += [_term(f"H{key}", f"H{key}", "2024-06") for key in keys if key < "40"]
    rates = purchase_rates(**_asked(_book(*terms, policies=policies, parties=parties), customers=keys))
    homes = {row["age_band"]: row["purchase_probability"] for row in rates.to_pyarrow().to_pylist()}
    assert homes["40"] > 0.8
    assert homes["70"] < 0.1
