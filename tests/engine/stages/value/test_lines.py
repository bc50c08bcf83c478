"""The usual cover of a line."""

import pytest

from kehu.stages.value.lines import line_values
from tests.worths import cover, listed, valued


def test_it_is_the_mean_of_the_covers_that_have_a_value():
    covers = valued(cover(1), cover(2, annual_premium=2000, record_factor=2.0), cover(3, annual_premium=None))
    columns = ("policies_valued", "annual_premium", "expected_cost", "rated_cost", "renewal")
    assert listed(line_values(policies=covers), *columns) == [(2, 1500.0, 500.0, 375.0, 0.8)]


def test_the_usual_value_is_a_product_of_its_means():
    covers = valued(cover(1), cover(2, annual_premium=2000))
    ((result, renewal, later, value),) = listed(
        line_values(policies=covers), "annual_result", "renewal", "later_years", "usual_value"
    )
    assert value == pytest.approx(result * renewal * later)


def test_a_line_without_a_value_is_left_out():
    assert listed(line_values(policies=valued({"annual_premium": None})), "line") == []
