"""The filter of markets."""

from kehu_desk.markets.forms import LineForm


def test_only_lines_that_there_are_can_be_asked_for():
    assert LineForm({"line": "motor"}, lines=["motor"]).is_valid()
    assert not LineForm({"line": "pets"}, lines=["motor"]).is_valid()
