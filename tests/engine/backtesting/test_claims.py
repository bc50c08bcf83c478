"""Claims since the date beside what was expected, against a plain count of the same book."""

import datetime

import pytest

from tests.backtested import CLAIMED_SINCE, COUNT, STAYED, UNTIL, begins, carry_out, rows_of

pytestmark = pytest.mark.slow


def _years(number):
    """Years of cover of a policy after 2023, by hand."""
    end = datetime.date.fromisoformat(f"2024-{begins(number)}")
    last = UNTIL + datetime.timedelta(days=1) if number in STAYED else end
    return (last - datetime.date(2024, 1, 1)).days / 365


def test_exposure_since_is_that_of_the_policys_terms_renewed_or_not(made):
    rows = rows_of(made, "frequency")
    assert len(rows) == COUNT
    for number in range(COUNT):
        assert rows[f"P{number}"]["weight"] <= _years(number) + 1e-9


def test_claims_since_count_and_those_before_do_not(made):
    rows = rows_of(made, "frequency")
    assert {key for key, row in rows.items() if row["came"]} == {f"P{number}" for number in CLAIMED_SINCE}
    assert sum(row["came"] for row in rows.values()) == len(CLAIMED_SINCE)


def test_the_level_of_the_plain_rule_is_the_lines_own(made):
    rows = rows_of(made, "frequency").values()
    assert len({row["mean_claims"] for row in rows}) == 1
    assert all(row["mean_claims"] > 0 for row in rows)


def test_the_cost_is_that_of_the_claims_since(made):
    rows = rows_of(made, "cost")
    assert all(rows[f"P{number}"]["came"] >= 70 + number for number in CLAIMED_SINCE)


def test_the_loss_ratio_of_last_year_moves_with_the_premium(made):
    rows = rows_of(made, "cost")
    first, last = rows["P0"]["loss_ratio_cost"], rows[f"P{COUNT - 1}"]["loss_ratio_cost"]
    assert last / first == pytest.approx((100 + COUNT - 1) / 100, rel=1e-2)


def test_where_all_is_told_exposure_and_amounts_are_those_of_the_book(insurer):
    made = carry_out(insurer, is_all_told=True)
    often, dear = rows_of(made, "frequency"), rows_of(made, "cost")
    assert [often[f"P{n}"]["weight"] for n in range(COUNT)] == pytest.approx([_years(n) for n in range(COUNT)])
    assert {key: row["came"] for key, row in dear.items() if row["came"]} == {f"P{n}": 70 + n for n in CLAIMED_SINCE}
