"""Names written in different ways fold into one spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.names.folding import fold, is_chinese, simplified, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("張偉", "张伟"),
        ("ＷＡＮＧ　Ｆａｎｇ", "wang fang"),
        ("Dahua Trading Co., Ltd.", "DAHUA TRADING CO LTD"),
        ("杭州（恒達）物流", "杭州恒达物流"),
        ("Núñez", "nunez"),
        ("浙A·12345", "浙a12345"),
    ],
)
def test_two_ways_of_writing_fold_alike(one, other):
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


def test_nothing_written_folds_into_nothing():
    assert (fold(" ·—"), words(""), is_chinese("")) == ("", [], False)


def test_characters_that_are_simplified_already_stay():
    assert ord("张") not in simplified()
