"""What is typed is folded, and tried by sound and with slips where nothing begins so."""

import pytest

from kehu.search import lookups, number_key


@pytest.mark.parametrize(
    ("typed", "is_short"), [("王", False), ("w", True), ("wf", False), ("13", True), ("138", False)]
)
def test_a_query_needs_enough_to_tell_people_apart(typed, is_short):
    assert lookups(typed).is_short is is_short


def test_nothing_typed_asks_for_nothing():
    assert lookups("  ") == lookups("")
    assert lookups("").is_short


def test_a_homophone_is_tried_by_its_sound_first():
    assert lookups("王晓明").slips[0] == "wangxiaoming"


def test_a_very_long_text_is_cut():
    assert len(lookups("a" * 500).begins) == 60


def test_only_what_can_be_an_identity_number_is_looked_up_as_one():
    assert lookups("110105-19491231-002x").number == number_key("11010519491231002X")
    assert lookups("A123456789").number == number_key("a123456789")
    assert [lookups(text).number for text in ("王芳", "wang fang", "1380013", "")] == [""] * 4
