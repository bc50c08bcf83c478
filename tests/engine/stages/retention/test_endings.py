"""Endings: what was believed to have ended, from which day, and whose."""

import datetime

from kehu.stages.retention.endings import endings
from tests.renewal_books import ASSUMED, book, owners, term

LAST = datetime.date(2026, 1, 1)


def ended(**tables):
    """Days of ending and of becoming visible."""
    found = endings(snapshot=book(**tables).as_of(LAST), identities=owners(), parameters=ASSUMED)
    rows = found.to_pyarrow().to_pylist()
    return sorted((row["ended_date"].isoformat(), row["visible_date"].isoformat()) for row in rows)


def test_cover_that_nothing_followed_is_seen_to_have_ended_after_the_days_of_grace():
    assert ended(terms=[term("2023-01-01")]) == [("2024-01-01", "2024-01-31")]


def test_cover_that_went_on_has_not_ended():
    assert ended(terms=[term("2023-01-01"), term("2024-01-20")]) == [("2025-01-20", "2025-02-19")]


def test_cover_whose_renewal_was_recorded_late_was_believed_to_have_ended():
    late = term("2024-01-01", known="2024-06-01")
    assert ("2024-01-01", "2024-01-31") in ended(terms=[term("2023-01-01"), late])


def test_a_cancellation_and_a_refusal_are_seen_on_their_day():
    cancelled = term("2023-01-01", cancellation_date="2023-03-01", cancellation_known_date="2023-03-05")
    refused = {"renewal_date": "2023-09-01", "outcome": "declined", "decided_date": "2023-08-01"}
    found = ended(terms=[cancelled], renewal_offers=[refused | {"known_date": "2023-07-01"}])
    assert found == [("2023-03-05", "2023-03-05"), ("2023-08-01", "2023-08-01")]
