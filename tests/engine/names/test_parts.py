"""The parts of names: titles and legal forms say nothing of who it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kehu.names.parts import parts


@pytest.mark.parametrize(
    ("written", "key", "first", "last"),
    [
        ("王小明", "王小明", "王", "小明"),
        ("王 小明 先生", "王小明", "王", "小明"),
        ("歐陽芳", "欧阳芳", "欧", "阳芳"),
        ("令狐冲", "令狐冲", "令狐", "冲"),
        ("先生", "先生", "先", "生"),
        ("Dr. Ana  García-López", "ana garcia lopez", "ana", "lopez"),
        (
            "Thomas Clifford, 1st Baron Clifford of Chudleigh",
            "thomas clifford clifford chudleigh",
            "thomas",
            "chudleigh",
        ),
        ("Sir", "sir", "sir", "sir"),
    ],
)
def test_a_person_is_told_by_what_is_no_title(written, key, first, last):
    found = parts(written, is_person=True)
    assert (found.key, found.first, found.last) == (key, first, last)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("上海恒达机械有限公司", "上海恒达机械"),
        ("上海恒達機械股份有限公司", "上海恒达机械有限责任公司"),
        ("Hengda Machinery Co., Ltd.", "HENGDA MACHINERY COMPANY LIMITED"),
        ("Müller GmbH & Co. KG", "Muller"),
    ],
)
def test_an_organisation_is_told_by_what_is_no_legal_form(one, other):
    assert parts(one, is_person=False).key == parts(other, is_person=False).key


def test_names_that_sound_alike_have_one_sound():
    assert parts("王芳", is_person=True).sound == parts("王方", is_person=True).sound == "wangfang"


def test_a_town_before_a_firm_s_name_changes_none_of_its_later_words():
    long, short = (set(parts(name, is_person=False).words) for name in ("浙江省温州市恒达机械有限公司", "恒达机械"))
    assert long == short


@given(some.text(max_size=12), some.booleans())
def test_any_text_has_parts_of_its_own_in_small_letters(text, is_person):
    found = parts(text, is_person=is_person)
    assert found.first in found.key
    assert found.last in found.key
    assert found.key == found.key.lower()
    assert list(found.words) == sorted(set(found.words))
