"""Retention and profit, beside plain sums."""

import pytest

from kehu.stages.value.keeping import POINTS, retention_profits
from tests.worths import cover, listed, told, valued

GOOD, BAD = {"annual_premium": 2000}, {"annual_premium": 400}


def _profits(*covers):
    policies = valued(*(cover(number, **row) for number, row in enumerate(covers)))
    found = retention_profits(policies=policies, records=told("customer_risks"), deviations=1.645)
    return {(row["kept"], row["points"]): row for row in found.to_pyarrow().to_pylist()}


def test_no_points_change_nothing():
    (row,) = {row["gain"] for (_, points), row in _profits(GOOD, BAD).items() if points == 0}
    assert row == 0


def test_keeping_all_raises_every_cover_alike_where_all_are_alike():
    """Two covers of 1,000 and -200 a year, renewed by .8: five points more are .05 × 800."""
    row = _profits(GOOD, BAD)["all", 5.0]
    assert row["retention"] == pytest.approx(0.85)
    assert (float(row["next_result"]), float(row["gain"])) == (680.0, 40.0)


def test_keeping_the_good_brings_more_for_as_many_covers():
    profits = _profits(GOOD, BAD)
    all_, good = profits["all", 5.0], profits["good", 5.0]
    assert good["retention"] == pytest.approx(all_["retention"])
    assert float(good["gain"]) == pytest.approx(100)


def test_once_the_good_are_kept_the_others_follow():
    """Of two covers ten points are .2 of a cover: as much as the good one can still give."""
    assert float(_profits(GOOD, BAD)["good", 10.0]["gain"]) == pytest.approx(200, rel=2e-3)


def test_the_interval_is_that_of_chance_where_records_are_sure():
    row = _profits(GOOD)["all", 5.0]
    assert float(row["gain_upper"] - row["gain"]) == pytest.approx(1.96 * 1000 * (0.05 * 0.95) ** 0.5, rel=1e-3)


def test_a_book_without_values_has_no_curve():
    assert _profits({"annual_premium": None}) == {}
    assert listed(retention_profits(policies=valued(), records=told("customer_risks"), deviations=1.0)) == []


def test_there_are_two_rows_a_number_of_points():
    assert len(_profits(GOOD)) == 2 * len(POINTS)
