"""The figures of an account add up exactly, however the book is cut."""

from decimal import Decimal

import pytest

from kehu.portfolio import breakdown, total
from kehu.portfolio.figures import GROUPINGS, figures_of


def test_the_total_is_exact_to_the_cent(small_run, engine):
    figures = total(small_run, engine=engine)
    assert (figures.earned_premium, figures.incurred) == (Decimal("5500.10"), Decimal("5300.00"))
    assert (figures.result, figures.costs) == (Decimal("-599.92"), Decimal("1100.02"))
    assert (figures.customer_count, figures.claim_count, figures.exposure_days) == (4, 2, 365 + 5 * 366)


@pytest.mark.parametrize("by", [(name,) for name in GROUPINGS] + [("line", "year"), ("year", "channel")])
def test_the_groups_add_up_to_the_total(small_run, engine, by):
    made = breakdown(small_run, by=by, engine=engine)
    for name in ("earned_premium", "incurred", "commission", "expenses", "result", "exposure_days", "claim_count"):
        assert sum(getattr(group.figures, name) for group in made.groups) == getattr(made.total, name)


def test_the_best_line_stands_first_and_years_in_their_order(small_run, engine):
    lines = breakdown(small_run, by=("line",), engine=engine)
    years = breakdown(small_run, by=("line", "year"), engine=engine)
    assert [group.keys for group in lines.groups] == [("home",), ("motor",)]
    assert [group.keys for group in years.groups] == [("motor", "2023"), ("home", "2024"), ("motor", "2024")]


def test_ratios_leave_out_claims_on_cover_without_a_premium(small_run, engine):
    home = breakdown(small_run, by=("line",), engine=engine).groups[0].figures
    assert home.unpriced_incurred == Decimal("300.00")
    assert (home.loss_ratio, home.combined_ratio) == (Decimal("0"), Decimal("0.2"))


def test_a_book_without_premium_has_no_ratios():
    figures = figures_of({"incurred": Decimal("10.00"), "result": Decimal("-10.00")})
    assert (figures.loss_ratio, figures.combined_ratio) == (None, None)


def test_an_empty_account_is_nothing_and_not_missing(run_of, engine):
    figures = total(run_of([], []), engine=engine)
    assert (figures.customer_count, figures.result) == (0, Decimal("0.00"))
