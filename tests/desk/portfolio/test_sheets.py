"""The workbook has every table of the page, each ending in the same total."""

from dataclasses import replace

import pytest
from django.utils import translation

from kehu_desk.portfolio.sheets import sheets


@pytest.mark.parametrize("language", ["en", "zh-hans", "zh-hant"])
def test_every_row_fits_its_headings(portfolios, language):
    with translation.override(language):
        for sheet in sheets(portfolios[""]):
            assert all(len(row) == len(sheet.headings) for row in sheet.rows)


def test_the_lenses_end_in_one_total(portfolios):
    totals = [list(sheet.rows)[-1][2] for sheet in list(sheets(portfolios[""]))[:6]]
    assert totals == [portfolios[""].figures.result] * 6


def test_names_of_sheets_are_short_enough_for_excel(portfolios):
    for language in ("en", "zh-hans", "zh-hant"):
        with translation.override(language):
            names = [sheet.name for sheet in sheets(portfolios[""])]
            assert len(set(names)) == len(names) and all(len(name) <= 31 for name in names)


def test_movements_name_who_came_or_went_once_and_every_grade_as_it_is_called(portfolios):
    whole = portfolios[""]
    odd = replace(whole.movements[0], former_grade="good", grade="left", tier="left")
    (sheet,) = (one for one in sheets(replace(whole, movements=(odd,))) if one.name == "Movements")
    (row,) = list(sheet.rows)
    assert row[:4] == ("good", "Tier A", "", "No longer here")
