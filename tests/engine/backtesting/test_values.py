"""What each account gained since beside its value then."""

import pytest

from tests.backtested import CLAIMED_SINCE, STAYED, rows_of

pytestmark = pytest.mark.slow


def test_a_customer_who_left_without_a_claim_gains_what_the_rest_of_the_term_earned(made):
    by_size = sorted(row["came"] for row in rows_of(made, "value").values())
    assert len(by_size) == 30
    assert by_size[-1] <= 130


def test_the_gains_add_up_to_the_gain_of_the_book(made):
    gained = sum(row["came"] for row in rows_of(made, "value").values())
    paid = sum(70 + number for number in CLAIMED_SINCE)
    earned = gained + paid
    assert 0 < earned < sum(2 * (100 + number) for number in range(30))
    assert len(STAYED) == 24


def test_the_status_quo_is_the_year_before(made):
    rows = rows_of(made, "value").values()
    assert len({round(row["status_quo"], 2) for row in rows}) > 10
