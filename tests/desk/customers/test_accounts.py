"""The account by year and by line adds up, and its chart says what it shows."""

from decimal import Decimal

from kehu_desk.customers.accounts import by_line, by_year, chart


def test_years_add_their_lines_up(page_of):
    years = by_year(page_of())
    assert {year: sums["earned_premium"] for year, sums in years.items()} == {2023: Decimal(1000), 2024: Decimal(1200)}


def test_the_title_counts_the_years_that_cost_money(page_of):
    assert chart(page_of(), excel="").title == "1 of 2 years cost money"


def test_a_good_account_says_so(page_of):
    good = tuple(year for year in page_of().account if year.figures.result > 0)
    assert chart(page_of(account=good), excel="").title == "Every one of 2 years brought money"


def test_lines_are_ordered_by_result_with_the_total_below(page_of):
    listing = by_line(page_of())
    assert [row["line"] for row in listing.rows] == ["Home", "Motor"]
    assert listing.total["result"] == page_of().figures.result


def test_one_line_needs_no_total(page_of):
    one = tuple(year for year in page_of().account if year.line == "motor")
    assert by_line(page_of(account=one)).total is None
