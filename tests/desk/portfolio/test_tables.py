"""Every lens has the same columns, the same total, and leads to the customers behind it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kehu_desk.portfolio import tables

LENSES = (tables.by_tier, tables.by_line, tables.by_kind, tables.by_channel, tables.by_year)
SUMMED = ("result", "earned_premium", "incurred", "costs")


def test_the_rows_of_every_lens_add_up_to_its_total(portfolios):
    for portfolio in portfolios.values():
        for lens in LENSES:
            listing = lens(portfolio)
            for name in SUMMED:
                assert sum(row[name] for row in listing.rows) == listing.total[name]


def test_all_lenses_have_one_total(portfolios):
    totals = [{name: lens(portfolios[""]).total[name] for name in SUMMED} for lens in LENSES]
    assert all(total == totals[0] for total in totals)
    assert totals[0]["result"] == Decimal("1000.10") + 200 + 500 - 2000 - 2 * (Decimal("100.01") + 20 + 50)


def test_a_row_leads_to_its_customers_in_the_branch_that_is_shown(portfolios):
    (row, *_) = tables.by_tier(portfolios["HQ/North"]).rows
    assert row["href"] == "/customers/?branch=HQ%2FNorth&tier=A"


def test_branches_stand_by_their_combined_ratio(portfolios):
    listing = tables.by_branch(portfolios["HQ"].branches)
    assert [row["name"] for row in listing.rows] == ["North", "South"]
    assert listing.rows[0]["href"] == "/portfolio/?branch=HQ%2FNorth"


def test_a_month_leads_to_the_renewals_in_it(portfolios):
    (row,) = tables.renewals(portfolios[""]).rows
    assert row["href"] == "/customers/?month=2025-01-01&order=next_expiry_date"


@pytest.mark.parametrize(("factor", "kind"), [(1, "money_whole"), (10_000, "money_short")])
def test_large_amounts_are_written_in_large_units_so_that_two_tables_fit(portfolios, factor, kind):
    figures = replace(portfolios[""].figures, earned_premium=portfolios[""].figures.earned_premium * factor)
    listing = tables.by_line(replace(portfolios[""], figures=figures))
    assert {column.kind for column in listing.columns if column.name in SUMMED} == {kind}
