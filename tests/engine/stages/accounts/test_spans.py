"""Over which days a premium is earned, and how many of them have passed; tests/spec/test_earning.py has the amounts."""

import pytest

from kehu.parameters import Cancellation
from kehu.stages.accounts.spans import of_changes, of_terms, spans
from tests.ledgers import YEAR, rows_of, snapshot

LENGTHS = ("whole_days", "earned_days", "covered_days", "last_year")
CANCELLED = YEAR | {"cancellation_date": "2023-03-01"}  # after 59 days
FLAT = YEAR | {"cancellation_date": "2023-01-01"}
RETURNED = {"return_premium": 300}
CHANGE = {"effective_date": "2023-07-01", "premium_change": -184, "commission_change": -20}


def measured(*columns, returned="pro_rata", **seen):
    made = spans(snapshot=snapshot(**seen), cancellation=Cancellation(return_premium=returned, source="made up"))
    return [tuple(row[column] for column in columns) for row in rows_of(made)]


@pytest.mark.parametrize(
    ("term", "returned", "expected"),
    [
        (YEAR, "pro_rata", (365, 365, 365, 2023)),
        (CANCELLED, "pro_rata", (365, 59, 59, 2023)),
        (CANCELLED, "none", (59, 59, 59, 2023)),
        (CANCELLED | RETURNED, "pro_rata", (59, 59, 59, 2023)),
        (FLAT | RETURNED, "pro_rata", (1, 1, 0, 2023)),
        (FLAT, "pro_rata", (365, 0, 0, 2023)),
    ],
    ids=["runs on", "pro rata", "nothing returned", "stated return", "a part kept on the first day", "never cover"],
)
def test_a_term_is_earned_over_its_days(term, returned, expected):
    assert measured(*LENGTHS, terms=[term], returned=returned) == [expected]


def test_days_after_the_as_of_date_do_not_count():
    assert measured(*LENGTHS, terms=[YEAR], as_of="2023-01-31") == [(365, 31, 31, 2023)]


def test_what_has_not_begun_is_no_span():
    seen = {"terms": [YEAR], "endorsements": [CHANGE]}
    assert [len(measured(**seen, as_of=day)) for day in ("2022-12-31", "2023-06-30", "2023-07-01")] == [0, 1, 2]


def test_a_return_counts_only_where_the_term_was_cancelled_and_up_to_the_premium():
    terms = [YEAR | RETURNED, CANCELLED | {"return_premium": 400}]
    assert [measured("premium", "returned_premium", terms=[term]) for term in terms] == [[(36500, 0)], [(36500, 36500)]]


def test_a_term_without_a_premium_is_cover_without_commission():
    (row,) = rows_of(of_terms(snapshot(terms=[YEAR | {"written_premium": None, "commission": 5}])))
    assert (row["is_cover"], row["is_priced"], row["premium"], row["commission"]) == (True, False, 0, 0)


def test_a_change_runs_to_its_term_s_expiry_and_is_no_cover():
    (row,) = rows_of(of_changes(snapshot(terms=[YEAR], endorsements=[CHANGE])))
    assert (row["policy_id"], row["premium"], row["commission"], row["is_cover"]) == ("P1", -18400, -2000, False)
    assert (184, 184, 0, 2023) in measured(*LENGTHS, terms=[YEAR], endorsements=[CHANGE])
