"""The keys of a run: every spelling by which somebody may ask for a customer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.names.folding import fold
from kehu.search import search_keys
from kehu.search.keys import name_keys, number_key, object_keys, party_keys, policy_keys

digits = st.text("0123456789", min_size=11, max_size=11)


@pytest.fixture(scope="module")
def found(small_run, engine):
    """Places by key."""
    by_key = {}
    for batch in search_keys(small_run, engine=engine):
        for key, place in zip(batch.keys, batch.places, strict=True):
            by_key.setdefault(key, []).append(place)
    return by_key


@given(digits, st.integers(0, 7), st.integers(4, 11))
def test_any_part_of_a_telephone_number_begins_a_key(phone, place, length):
    part = phone[place : place + length]
    keys = party_keys("person", None, phone, None)
    assert len(part) < 4 or any(key.startswith(part) for key in keys)


@given(st.text("ABCDEFGH0123456789", min_size=5, max_size=6), st.integers(0, 3))
def test_any_part_of_a_plate_begins_a_key(number, place):
    part = fold(number)[place : place + 3]
    assert len(part) < 3 or any(key.startswith(part) for key in object_keys(f"浙A·{number}"))


def test_a_person_is_found_by_the_given_name_and_by_sound():
    assert {"王小明", "小明", "wangxiaoming", "wxm"} <= name_keys("王小明", is_person=True)


def test_a_company_is_found_by_any_part_of_its_name():
    keys = name_keys("杭州恒達物流有限公司", is_person=False)
    assert {"杭州恒达物流有限公司", "恒达物流", "物流", "hzhdwlyxgs"} <= keys


def test_a_name_in_letters_is_found_by_each_word():
    assert {"fang", "wang", "wangfang"} == name_keys("Wang  FANG", is_person=True)


def test_a_policy_is_found_with_and_without_its_source():
    assert {"corep001", "p001"} <= policy_keys("core:P-001")


def test_every_customer_has_its_own_keys(found):
    assert found["王芳"] == found["wf"] == [1]
    assert found["浙a12345"] == [1]


def test_a_key_names_a_customer_once(found):
    assert all(len(places) == len(set(places)) for places in found.values())


def test_keys_come_in_their_own_order(small_run, engine):
    keys = [key for batch in search_keys(small_run, engine=engine) for key in batch.keys]
    assert keys == sorted(keys)


def test_a_whole_identity_number_is_a_key_that_tells_nobody_the_number():
    number = "11010519491231002X"
    keys = party_keys("person", None, None, number)
    assert keys == {number_key(number)}
    assert not any(part in key for key in keys for part in ("110105", "1949", "002x"))


def test_however_a_number_is_written_its_key_is_one():
    assert number_key("110105 19491231 002x") == number_key("１１０１０５19491231002X")
