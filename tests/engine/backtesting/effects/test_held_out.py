"""Those decided about beside those held out."""

import pytest

from kehu.backtesting.effects.held_out import held_out_effects
from tests.followed import GONE, followed

HELD = {"is_held_out": True}


def by_measure(rows, line="all"):
    """The effects of a line by their measure."""
    return {row["measure"]: row for row in held_out_effects(rows) if row["line"] == line}


def test_the_effect_is_the_difference_of_the_two_groups(engine):
    rows = followed(engine, *[{}] * 60, *[GONE] * 20, *[HELD] * 20, *[HELD | GONE] * 20)
    found = by_measure(rows)
    assert found["renewal"]["effect"] == pytest.approx(0.75 - 0.5)
    assert found["result"]["effect"] == pytest.approx(150.0 - 100.0)
    assert found["loss_ratio"]["effect"] == pytest.approx(0.0)
    assert (found["renewal"]["decided_count"], found["renewal"]["held_out_count"]) == (80, 40)
    assert found["renewal"]["is_sure"]


def test_few_held_out_leave_the_effect_open(engine):
    found = by_measure(followed(engine, *[{}] * 80, HELD, HELD | GONE))
    assert not found["renewal"]["is_sure"]
    assert found["renewal"]["for_half"] == 8


def test_lines_without_both_groups_are_left_out(engine):
    rows = followed(engine, *[{}] * 5, *[{"line": "home"}] * 5, *[HELD] * 5)
    assert by_measure(rows, "home") == {}
    assert set(by_measure(rows, "motor")) == {"renewal", "loss_ratio", "result"}
