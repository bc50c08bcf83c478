"""Keeping all beside keeping the good."""

import pytest

from kehu.backtesting.effects.qualities import kept_qualities
from tests.followed import GONE, followed

POOR = {"is_good": False, "levelled": 1000.0, "incurred": 1000.0, "result": -200.0}


def test_a_point_of_the_good_brings_what_the_good_brought(engine):
    rows = followed(engine, *[{}] * 60, *[GONE] * 40, *[POOR] * 50, *[POOR | GONE] * 50)
    found = {row["quality"]: row for row in kept_qualities(rows)}
    assert found["good"]["point_result"] == pytest.approx(0.01 * 100 * 200)
    assert found["poor"]["point_result"] == pytest.approx(0.01 * 100 * -200)
    assert found["all"]["result"] == pytest.approx((60 * 200 - 50 * 200) / 110)
    assert found["good"]["renewed_share"] == 0.6
    assert found["poor"]["loss_ratio"] == pytest.approx(1.0)
    assert found["good"]["result_foretold"] == pytest.approx(300.0)


def test_qualities_that_nobody_has_are_left_out(engine):
    assert [row["quality"] for row in kept_qualities(followed(engine, {}, GONE))] == ["all", "good"]
