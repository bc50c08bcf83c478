"""Retention is told of the whole company, with its interval."""

from dataclasses import replace

import pytest

from kehu_desk.portfolio import retention


@pytest.fixture
def whole(portfolios):
    return portfolios[""]


def test_keeping_all_stands_beside_keeping_the_good(whole):
    drawn = retention.worth(whole, excel="")
    assert drawn.title == "5 points of retention add 50 CNY if all are kept, 150 if the good are"
    assert [one.name for one in drawn.series] == ["Keep all", "Keep the good"]
    assert retention.worth_table(whole).rows[1]["upper"] == 20


def test_the_last_cohorts_are_drawn_and_all_years_together(whole):
    drawn = retention.cohorts(whole, excel="")
    assert [one.name for one in drawn.series] == ["2021", "2022", "2023", "2024", "All years together"]
    assert drawn.title == "80% of new customers stay beyond the first year (70% – 90%)"
    assert [row.year for row in retention.cohort_table(whole).rows] == [1, 2, 3]


def test_a_branch_has_neither(portfolios):
    branch = portfolios["HQ/North"]
    assert retention.worth(branch, excel="") is retention.cohorts(branch, excel="") is None


def test_without_all_years_together_the_title_makes_no_claim(whole):
    some = replace(whole, cohorts=tuple(one for one in whole.cohorts if one.cohort))
    assert retention.cohorts(some, excel="").title == "Customers still here, by year of arrival"
