"""Charts say what they show, and stay away where there is nothing to draw."""

from dataclasses import replace
from decimal import Decimal

from kehu_desk.portfolio import charts


def test_the_parts_of_a_line_add_up_to_its_combined_ratio(portfolios):
    drawn = charts.ratio_parts(portfolios[""], excel="")
    for place, group in enumerate(portfolios[""].lines):
        total = sum(series.values[place] for series in drawn.series)
        assert abs(total - group.figures.combined_ratio) < Decimal("0.000001")


def test_the_title_counts_the_lines_that_cost_more_than_they_bring(portfolios):
    assert charts.ratio_parts(portfolios[""], excel="").title == "1 of 2 lines costs more than it brings"
    assert charts.ratio_parts(portfolios["HQ/North"], excel="").title == "Every line brings more than it costs"


def test_a_line_without_a_premium_is_left_out(portfolios):
    bare = replace(portfolios[""], lines=())
    assert charts.ratio_parts(bare, excel="") is None


def test_years_and_renewals_are_drawn_with_their_finding(portfolios):
    assert charts.by_year(portfolios[""], excel="").title == "1 of 2 years cost money"
    assert charts.renewals(portfolios[""], excel="").title == "Most renewals fall due in Jan 2025: 2 customers"


def test_nothing_due_draws_nothing(portfolios):
    assert charts.renewals(replace(portfolios[""], renewals=()), excel="") is None
    assert charts.by_year(replace(portfolios[""], years=()), excel="") is None
