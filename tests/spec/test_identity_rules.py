"""When are two party records one customer? Each rule with a small table in and the groups of records out."""

import pytest

from kehu.stages.identity import resolve
from kehu.tables import IdentityRule
from tests.records import BY_NAME_AND_BIRTH, BY_NUMBER, BY_PHONE, groups, parameters, rows_of, snapshot

WANG = "11010519491231002X"
SLIP = "110105194912310021"


@pytest.fixture
def joined(engine):
    """Groups of records that are one customer each, as sets of their keys."""

    def resolved(parties, *rules, declared=(), largest_group=20):
        given = [{"party_id": key, **row} for key, row in parties.items()]
        found = resolve(
            engine=engine,
            snapshot=snapshot(parties=given, rules=declared),
            parameters=parameters(*rules, largest_group=largest_group),
            former=None,
        )
        return {"".join(sorted(group)) for group in groups(found)}, found

    return resolved


def number(written, kind="national_id", **more):
    return {"identity_type": kind, "identity_number": written, **more}


def test_one_identity_number_is_one_customer_however_it_is_written(joined):
    parties = {
        "a": number(WANG, source="core"),
        "b": number("110105 491231 002", source="web"),
        "c": number("11010519491231002x", kind=None),
        "d": number("440524188001010014"),
    }
    assert joined(parties, BY_NUMBER)[0] == {"abc", "d"}


def test_a_number_with_a_wrong_check_digit_never_joins_by_itself(joined):
    assert joined({"a": number(SLIP), "b": number(SLIP)}, BY_NUMBER)[0] == {"a", "b"}


def test_a_number_with_a_wrong_check_digit_joins_with_something_else_that_agrees(joined):
    name_and_number = BY_NUMBER.model_copy(update={"columns": ("name", "identity_number")})
    parties = {"a": number(SLIP, name="王芳"), "b": number(SLIP, name="王 芳"), "c": number(SLIP, name="李娜")}
    assert joined(parties, name_and_number)[0] == {"ab", "c"}


def test_a_passport_and_a_permit_of_one_number_are_two_customers(joined):
    parties = {"a": number("E1234567", kind="passport"), "b": number("E1234567", kind="permit")}
    assert joined(parties, BY_NUMBER)[0] == {"a", "b"}


def test_an_empty_value_agrees_with_nothing(joined):
    parties = {"a": {"phone": None}, "b": {"phone": None}, "c": {"phone": "无"}, "d": {"phone": "无"}}
    assert joined(parties, BY_PHONE)[0] == {"a", "b", "c", "d"}


def test_all_columns_of_a_rule_must_agree(joined):
    parties = {
        "a": {"name": "王芳", "birth_date": "1949-12-31"},
        "b": {"name": "王 芳", "birth_date": "1949-12-31"},
        "c": {"name": "王芳", "birth_date": "1950-12-31"},
        "d": {"name": "王芳"},
    }
    assert joined(parties, BY_NAME_AND_BIRTH)[0] == {"ab", "c", "d"}


def test_records_are_one_customer_through_any_chain_of_rules(joined):
    parties = {
        "a": number(WANG),
        "b": number(WANG, phone="13800138000"),
        "c": {"phone": "+86 138 0013 8000", "name": "王芳", "birth_date": "1949-12-31"},
        "d": {"name": "王芳", "birth_date": "1949-12-31"},
    }
    assert joined(parties, BY_NUMBER, BY_PHONE, BY_NAME_AND_BIRTH)[0] == {"abcd"}


def test_each_pair_keeps_the_rule_that_joined_it(joined):
    parties = {"a": number(WANG), "b": number(WANG, phone="13800138000"), "c": {"phone": "13800138000"}}
    _, found = joined(parties, BY_NUMBER, BY_PHONE)
    assert rows_of(found.reasons) == [
        {"rule": "identity_number", "party_id": "b", "joined_party_id": "a"},
        {"rule": "phone", "party_id": "c", "joined_party_id": "b"},
    ]


def test_a_value_that_too_many_records_share_is_no_evidence(joined):
    parties = {key: {"phone": "13800138000"} for key in "abcd"} | {key: {"phone": "13900139000"} for key in "ef"}
    found, resolution = joined(parties, BY_PHONE, largest_group=3)
    assert found == {"a", "b", "c", "d", "ef"}
    assert rows_of(resolution.hot_values) == [{"rule": "phone", "party_id": "a", "record_count": 4}]


def test_a_group_of_the_largest_size_is_still_evidence(joined):
    assert joined({key: {"phone": "13800138000"} for key in "abc"}, BY_PHONE, largest_group=3)[0] == {"abc"}


def test_a_rule_of_a_source_joins_records_of_that_source_only(joined):
    parties = {
        key: {"phone": "13800138000", "source": source} for key, source in zip("abc", ["x", "x", "y"], strict=True)
    }
    assert joined(parties, declared=[IdentityRule("phone", ("phone",), source="x")])[0] == {"ab", "c"}


def test_without_a_rule_every_record_is_a_customer(joined):
    assert joined({"a": number(WANG), "b": number(WANG)})[0] == {"a", "b"}
