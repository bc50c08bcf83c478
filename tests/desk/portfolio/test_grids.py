"""The grid is drawn whole, and its listings add up to it."""

from dataclasses import replace

import pytest

from kehu_desk.portfolio import grids


@pytest.fixture
def whole(portfolios):
    return portfolios[""]


def test_rows_are_grades_and_columns_tiers_with_the_unknown_last(whole):
    drawn = grids.counts(whole, excel="")
    assert (drawn.kind, list(drawn.categories)) == ("heat", ["Tier A", "Tier B", "not known"])
    assert [one.name for one in drawn.series] == ["A", "E", "not known"]
    assert [list(one.values) for one in drawn.series] == [[1, None, None], [2, 4, None], [None, None, 1]]
    assert drawn.title == "1 of 8 customers with cover are ones to keep"


def test_the_costliest_cell_is_the_title_of_the_results(whole):
    assert "risk E, Tier A: it is expected to lose 200" in grids.results(whole, excel="").title
    good = replace(whole, grid=whole.grid[:1])
    assert "No cell" in grids.results(good, excel="").title


def test_tiers_and_strategies_have_the_same_total(whole):
    tiers, strategies = grids.tiers(whole), grids.strategies(whole)
    assert {**tiers.total} == {**strategies.total}
    assert [row["name"] for row in strategies.rows] == ["Convert", "Keep", "Release", "not known"]
    assert sum(row["coming_result"] for row in tiers.rows) == tiers.total["coming_result"]


def test_a_run_without_a_grid_draws_nothing(whole):
    bare = replace(whole, grid=())
    assert grids.counts(bare, excel="") is grids.results(bare, excel="") is None
