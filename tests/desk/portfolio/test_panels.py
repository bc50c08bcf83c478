"""The panels of the portfolio: two lenses first, branches where there are some."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from kehu_desk.portfolio import panels


@pytest.fixture
def request_of(published_portfolios):
    return SimpleNamespace(run=published_portfolios, user=SimpleNamespace(may=lambda permission: True))


def test_the_two_lenses_stand_first_side_by_side():
    assert [(panel.name, panel.column) for panel in panels.PANELS[:2]] == [
        ("by_customer", "left"),
        ("by_line", "right"),
    ]


def test_one_branch_alone_is_opened_for_those_below_it(request_of, portfolios):
    listing = panels.branches(request_of, portfolios[""])["listing"]
    assert [row["name"] for row in listing.rows] == ["North", "South"]


def test_a_branch_without_branches_has_no_such_panel(request_of, portfolios):
    assert panels.branches(request_of, portfolios["HQ/North"]) is None


def test_business_without_a_premium_is_explained(request_of, portfolios):
    figures = replace(portfolios[""].figures, unpriced_exposure_days=30)
    assert "left out of the result" in panels.by_line(request_of, replace(portfolios[""], figures=figures))["note"]
    assert panels.by_line(request_of, portfolios[""])["note"] == ""


def test_every_panel_can_be_read_of_every_scope(request_of, portfolios):
    for portfolio in portfolios.values():
        assert all(panel.read(request_of, portfolio) is not False for panel in panels.PANELS)
