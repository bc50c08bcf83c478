"""Curves of cohorts: who counts as there, who has left, and from which year they are in view."""

import datetime

from kehu.stages.retention.cohorts import curves
from tests.renewal_books import ASSUMED, book, owners, term


def drawn(made, *, as_of="2024-12-31", cohort=0, subject="policies"):
    """At risk, left and share by year of life."""
    seen = made.as_of(datetime.date.fromisoformat(as_of))
    found = curves(snapshot=seen, identities=owners(), parameters=ASSUMED).to_pyarrow().to_pylist()
    chosen = [row for row in found if row["cohort"] == cohort and row["subject"] == subject]
    return [(row["at_risk"], row["left_count"], row["survival"]) for row in sorted(chosen, key=lambda row: row["year"])]


TWO = [{}, {"policy_id": "P2"}]


def test_a_policy_that_ends_on_its_anniversary_left_in_the_year_before():
    made = book(policies=TWO, terms=[term("2022-01-01"), term("2022-01-01", "P2"), term("2023-01-01", "P2")])
    assert drawn(made, as_of="2023-12-31", cohort=2022) == [(2, 1, 0.5)]


def test_a_customer_stays_as_long_as_one_policy_does():
    made = book(policies=TWO, terms=[term("2022-01-01"), term("2022-01-01", "P2"), term("2023-01-01", "P2")])
    assert drawn(made, as_of="2023-12-31", subject="customers") == [(1, 0, 1.0)]


def test_a_year_that_is_not_over_counts_for_nobody():
    made = book(terms=[term("2024-03-01", cancellation_date="2024-04-01", cancellation_known_date="2024-04-01")])
    assert drawn(made) == []


def test_a_policy_older_than_the_record_comes_into_view_later():
    old = [{"first_inception_date": "2020-01-01"}, {"policy_id": "P2"}]
    made = book(policies=old, terms=[term("2022-01-01"), term("2022-01-01", "P2")])
    assert drawn(made, cohort=2020) == []
    assert drawn(made, cohort=2022) == [(1, 1, 0.0)]


def test_an_expiry_within_the_days_of_grace_is_not_yet_an_end():
    made = book(terms=[term("2022-01-01")])
    assert drawn(made, as_of="2023-01-20") == []
    assert drawn(made, as_of="2023-01-31") == [(1, 1, 0.0)]


def test_who_came_within_the_days_of_grace_is_not_seen_through_any_year():
    made = book(terms=[term("2024-12-20")])
    assert drawn(made) == []


def test_cover_cancelled_on_its_first_day_left_in_the_first_year():
    made = book(terms=[term("2023-01-01", cancellation_date="2023-01-01", cancellation_known_date="2023-01-01")])
    assert drawn(made) == [(1, 1, 0.0)]
