"""Movements are drawn whole from tier to tier, and listed from cell to cell."""

from dataclasses import replace

import pytest

from kehu_desk.portfolio import movements


@pytest.fixture
def whole(portfolios):
    return portfolios[""]


def test_the_flow_holds_everybody_who_was_here_or_is(whole):
    drawn = movements.flow(whole, excel="")
    assert list(drawn.categories) == ["Tier A", "Tier B", "not known", "No longer here"]
    told = {one.name: list(one.values) for one in drawn.series}
    assert told == {
        "Tier A": [1, 3, None, None],
        "Tier B": [2, None, None, 5],
        "New customers": [None, None, 1, None],
    }


def test_the_title_counts_those_who_stayed(whole):
    title = movements.flow(whole, excel="").title
    assert title == "Of 6 customers who stayed, 2 rose to a better tier and 3 fell"


def test_only_changes_of_the_cell_are_listed_the_most_frequent_first(whole):
    rows = movements.listing(whole).rows
    assert [(row["former"], row["now"], row["customers"]) for row in rows] == [
        ("risk E, Tier B", "No longer here", 5),
        ("risk A, Tier A", "risk E, Tier B", 3),
        ("risk E, Tier B", "risk E, Tier A", 2),
        ("New customers", "risk not known, not known", 1),
    ]


def test_a_long_list_says_how_many_more_there_are(whole):
    many = replace(whole, movements=whole.movements * 5)
    assert (len(movements.listing(many).rows), movements.listing(many).left_out) == (movements.LISTED, 8)


def test_without_a_run_before_nothing_is_drawn(portfolios):
    assert movements.flow(portfolios["HQ/North"], excel="") is None
