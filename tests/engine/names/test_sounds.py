"""Names are found by their sound, with the readings that surnames have."""

import pytest

from kehu.names.sounds import LONG_SURNAMES, SURNAMES, initials, pinyin


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("王小明", "wangxiaoming"),
        ("单雄信", "shanxiongxin"),
        ("曾国藩", "zengguofan"),
        ("尉迟恭", "yuchigong"),
        ("吕布", "lvbu"),
    ],
)
def test_a_person_sounds_as_people_say_it(name, sound):
    assert pinyin(name, is_person=True) == sound


def test_a_company_is_not_read_as_a_surname():
    assert pinyin("单位食堂", is_person=False).startswith("dan")


def test_initials_are_the_first_letters_of_each_sound():
    assert initials("杭州恒达物流", is_person=False) == "hzhdwl"


def test_letters_have_no_sound_of_their_own():
    assert (pinyin("wang", is_person=True), initials("wang", is_person=True)) == ("", "")


def test_readings_of_surnames_are_letters():
    readings = [*SURNAMES.values(), *(syllable for syllables in LONG_SURNAMES.values() for syllable in syllables)]
    assert all(reading.isascii() and reading.isalpha() for reading in readings)
