"""Effects as figures and lists."""

from kehu_desk.effects import figures
from tests.effected import HELD, KEPT, LIST, MOVED


def test_an_effect_is_told_with_its_bounds():
    (found,) = figures.held_out([HELD, HELD | {"line": "motor"}], currency="CNY")
    assert (found.label, found.value) == ("Renewal rate", "+5.0 points")
    assert found.word == "between −4.0 points and +14.0 points"
    assert found.tone == ""


def test_lines_come_after_all_lines():
    rows = figures.held_out_table([HELD | {"line": "motor"}, HELD], currency="CNY").rows
    assert rows[0]["line"] == "All lines"
    assert rows[0]["customers"] == 780
    assert rows[0]["within"] == "−4.0 – +14.0"


def test_bounds_that_are_not_known_are_left_open():
    (row,) = figures.lists([LIST | {"result_lower": None, "result_upper": None}], currency="CNY").rows
    assert row["result_within"] == "–"
    assert row["loss_ratio_within"] == "40.0% – 80.0%"
    assert figures.qualities([KEPT], currency="CNY").rows[0]["result_within"] == "100 – 500"


def test_who_left_stayed_and_came_is_summed_over_grades():
    left, stayed, came = figures.summed([*MOVED, MOVED[0] | {"grade": "A"}], currency="CNY")
    assert (left.value, stayed.value, came.value) == ("20", "90", "20")
    assert left.word == "2,000 CNY of premium, expected loss ratio 120%"
    assert came.word == "1,000 CNY of premium"
    assert figures.movements(MOVED, currency="CNY").rows[2]["grade"] is None


def test_how_sure_is_told_of_all_lines():
    assert len(figures.certainties([HELD, HELD | {"line": "motor"}])) == 1
