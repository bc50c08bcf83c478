"""The forms of models check what is typed."""

import pytest

from kehu_desk.modelling.forms import EditForm, PromotionForm, TakeBackForm


@pytest.mark.parametrize(
    ("relativity", "is_right"), [("1.2", True), ("0.05", True), ("0", False), ("21", False), ("", False)]
)
def test_a_relativity_is_positive_and_within_reason(relativity, is_right):
    assert EditForm({"relativity": relativity, "reason": "agreed", "do": "save"}).is_valid() == is_right


def test_everything_needs_a_reason():
    assert "reason" in EditForm({"relativity": "1.2", "reason": " ", "do": "save"}).errors
    assert "why" in TakeBackForm({}).errors
    assert "reason" in PromotionForm({"choice": "a"}, offered={"a": "A"}).errors


def test_only_what_is_offered_is_promoted():
    assert "choice" in PromotionForm({"choice": "b", "reason": "x"}, offered={"a": "A"}).errors


def test_weighing_needs_no_reason():
    assert EditForm({"relativity": "1.2", "do": "weigh"}).is_valid()
    assert "relativity" in EditForm({"relativity": "", "do": "weigh"}).errors
