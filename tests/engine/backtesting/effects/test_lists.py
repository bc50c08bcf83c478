"""What came of lists and of price changes, worked out by hand."""

import math

import pyarrow as pa
import pytest

from kehu.backtesting.effects.lists import LEAST_DECIDED, list_outcomes, price_outcomes
from tests.followed import GONE, followed


def decisions(engine, **counts):
    """So many decisions on each list."""
    return engine.read_arrow(pa.table({"list": [name for name, count in counts.items() for _ in range(count)]}))


def test_a_list_says_who_renewed_and_what_they_brought(engine):
    rows = followed(engine, {}, {"levelled": 400.0, "result": 400.0}, GONE | {"is_carried_out": False}, GONE)
    (found,) = list_outcomes(rows, decisions(engine, keep=5))
    assert (found["renewal_count"], found["decided_count"]) == (5, 4)
    assert found["renewed_share"] == 0.5
    assert found["carried_out_share"] == 0.75
    assert found["renewed_foretold"] == pytest.approx(0.8)
    assert found["loss_ratio"] == pytest.approx(0.6)
    assert found["loss_ratio_levelled"] == pytest.approx(0.5)
    assert found["loss_ratio_foretold"] == pytest.approx(0.5)
    assert found["result"] == pytest.approx(150.0)
    assert found["renewed_lower"] < 0.5 < found["renewed_upper"]


def test_a_list_of_which_nothing_was_decided_has_a_count_and_no_figures(engine):
    found = {row["list"]: row for row in list_outcomes(followed(engine, {}), decisions(engine, keep=1, decline=2))}
    assert found["decline"]["renewal_count"] == 2
    assert found["decline"]["decided_count"] == 0
    assert found["decline"]["loss_ratio"] is None
    assert found["decline"]["result_lower"] is None


def test_classes_of_prices_need_enough_renewals(engine):
    cheaper = [{"log_change": math.log(0.93)}] * LEAST_DECIDED
    rows = followed(
        engine, *cheaper, *[GONE | {"log_change": math.log(1.2)}] * (LEAST_DECIDED - 1), {"log_change": None}
    )
    (found,) = price_outcomes(rows)
    assert (found["least_change"], found["most_change"]) == (-0.1, -0.05)
    assert found["decided_count"] == LEAST_DECIDED
    assert found["renewed_share"] == 1.0
