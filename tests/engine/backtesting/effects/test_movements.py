"""Who left, stayed and came in the small insurer, and what their claims were."""

import pytest

from tests.backtested import CLAIMED_SINCE, COUNT, STAYED, said

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def moved(made):
    """The rows of each movement, summed over grades."""
    found = {}
    for row in said(made).effects.movements:
        sums = found.setdefault(
            row["movement"], dict.fromkeys(("customer_count", "premium_after", "earned_premium"), 0)
        )
        for name in sums:
            sums[name] += row[name]
    return found


def test_those_who_stayed_and_left_are_all_there_were(moved):
    assert moved["stayed"]["customer_count"] == len(STAYED)
    assert moved["left"]["customer_count"] == COUNT - len(STAYED)
    assert "came" not in moved


def test_premium_after_is_that_of_the_covers_that_run(moved):
    assert moved["stayed"]["premium_after"] == pytest.approx(sum(100 + n for n in STAYED), rel=0.01)
    assert moved["left"]["premium_after"] == 0


def test_claims_since_are_those_of_the_year(made):
    incurred = sum(row["incurred"] for row in said(made).effects.movements)
    assert incurred >= sum(70 + n for n in CLAIMED_SINCE)
