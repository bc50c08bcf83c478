"""The way of the loss ratio, and renewal by price."""

import pytest

from kehu_desk.effects import charts
from tests.effected import MOVED, PRICE


def test_the_steps_lead_from_what_was_expected_to_what_came():
    steps = charts.loss_ratio_steps(MOVED)
    assert steps == pytest.approx(
        {"before": 0.6, "leaving": 0.5 - 0.6, "prices": 0.4 - 0.5, "claims": 0.5 - 0.4, "coming": 0.6 - 0.5}
    )
    drawn = charts.displacement(MOVED)
    assert drawn.title == "The loss ratio went from 60.0% to 60.0%"
    assert drawn.series[0].values[-1] == pytest.approx(sum(drawn.series[0].values[:-1]))


def test_a_book_that_nobody_left_or_kept_has_no_such_chart():
    assert charts.displacement([MOVED[2]]) is None
    assert charts.prices([]) is None


def test_classes_of_prices_say_where_they_begin_and_end():
    middle = PRICE | {"least_change": -0.02, "most_change": 0.02}
    last = PRICE | {"least_change": 0.15, "most_change": None}
    assert charts.prices([PRICE, middle, last]).categories == ["under −15%", "−2% … 2%", "over 15%"]
