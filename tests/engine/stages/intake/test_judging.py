"""The judgement of records: which rows break which rule."""

import datetime
from decimal import Decimal

import ibis
import pyarrow as pa
import pytest

from kehu.stages.intake import judging
from kehu.stages.intake.records import ORIGIN
from kehu.tables import SOURCES

DAY = datetime.date(2024, 1, 1)


def records(name, *rows, **said):
    """Records of a table with their origins, numbered from 1."""
    kinds = {ORIGIN: "int64", **SOURCES[name].datatypes(), **dict.fromkeys(said, "string")}
    filled = [
        {**row, **{key: value[place] for key, value in said.items()}, ORIGIN: place + 1}
        for place, row in enumerate(rows)
    ]
    return ibis.memtable(pa.Table.from_pylist(filled, schema=ibis.schema(kinds).to_pyarrow()))


def term(key="T1", **other):
    usual = {"policy_id": "P1", "inception_date": DAY, "expiry_date": DAY.replace(year=2025), "known_date": DAY}
    return {"term_id": key, **usual, **other}


@pytest.fixture
def broken(engine):
    """What rows break, as (origin, column, value, rule): `broken(rows, tests)`."""

    def found(rows, tests):
        made = judging.breaches(rows, tests, table="t", engine=engine)
        if made is None:
            return None
        told = made.drop("table")
        return [tuple(row.values()) for row in told.order_by(list(told.columns)).to_pyarrow().to_pylist()]

    return found


def test_good_records_break_nothing(broken):
    rows = records("terms", term(), term("T2"))
    assert broken(rows, judging.row_tests(rows, SOURCES["terms"])) is None


def test_no_tests_find_nothing(broken):
    assert broken(records("terms", term()), []) is None


def test_a_row_may_break_several_rules_and_each_is_told(broken):
    rows = records("terms", term(), term(None, expiry_date=DAY, written_premium=Decimal(-1)))
    assert broken(rows, judging.row_tests(rows, SOURCES["terms"])) == [
        (2, "expiry_date", "2024-01-01", "expires_after_inception"),
        (2, "term_id", None, "is_present"),
        (2, "written_premium", "-1.00", "is_not_negative"),
    ]


def test_a_text_that_gave_no_value_is_no_missing_value(broken):
    rows = records("terms", term(inception_date=None), said_inception_date=["31/31/31"])
    assert broken(rows, judging.row_tests(rows, SOURCES["terms"])) == [(1, "inception_date", "31/31/31", "is_a_date")]


def test_a_code_must_be_one_of_the_table_s(broken):
    party = {"party_id": "A", "source": "s", "kind": "person", "gender": "both", "known_date": DAY}
    rows = records("parties", party, {**party, "gender": None})
    assert broken(rows, judging.row_tests(rows, SOURCES["parties"])) == [(1, "gender", "both", "is_a_known_code")]


def test_the_first_record_of_a_key_stays(engine, broken):
    rows = records("terms", term(), term("T2"), term(), term())
    repeated = judging.repeated_keys(rows, SOURCES["terms"], engine=engine)
    assert broken(*judging.key_tests(repeated, SOURCES["terms"])) == [
        (3, "term_id", "T1", "is_unique"),
        (4, "term_id", "T1", "is_unique"),
    ]


def test_keys_that_stand_once_are_not_repeated(engine):
    assert judging.repeated_keys(records("terms", term(), term("T2")), SOURCES["terms"], engine=engine) is None


def test_a_key_of_several_columns_is_shown_whole(engine, broken):
    role = {"policy_id": "P1", "party_id": "A", "role": "payer", "known_date": DAY}
    rows = records("policy_roles", role, {**role, "role": "driver"}, role)
    repeated = judging.repeated_keys(rows, SOURCES["policy_roles"], engine=engine)
    assert broken(*judging.key_tests(repeated, SOURCES["policy_roles"])) == [(3, "role", "P1 · A · payer", "is_unique")]


def test_what_a_record_refers_to_must_be_there(broken):
    change = {"endorsement_id": "E", "effective_date": DAY, "premium_change": Decimal(1), "known_date": DAY}
    rows = records("endorsements", {**change, "term_id": "T1"}, {**change, "term_id": "T9"})
    found = broken(
        *judging.reference_tests(rows, SOURCES["endorsements"], "term_id", records("terms", term()).drop(ORIGIN))
    )
    assert found == [(2, "term_id", "T9", "refers_to_known_terms")]


def test_a_rule_beside_sees_the_row_referred_to(broken):
    change = {"endorsement_id": "E", "premium_change": Decimal(1), "known_date": DAY, "term_id": "T1"}
    late = {**change, "effective_date": DAY.replace(year=2025)}
    rows = records("endorsements", {**change, "effective_date": DAY}, late)
    found = broken(
        *judging.reference_tests(rows, SOURCES["endorsements"], "term_id", records("terms", term()).drop(ORIGIN))
    )
    assert found == [(2, "effective_date", "2025-01-01", "takes_effect_within_its_term")]


def test_an_empty_reference_is_no_broken_one(broken):
    policy = {"policy_id": "P1", "party_id": "A", "line": "x", "channel": "x", "branch": "x", "known_date": DAY}
    rows = records("policies", {**policy, "producer_id": None})
    parent = records("producers").drop(ORIGIN)
    assert broken(*judging.reference_tests(rows, SOURCES["policies"], "producer_id", parent)) is None
