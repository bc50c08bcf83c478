"""Rules of identity: which there are, which are refused, and the pairs they give."""

import pytest

from kehu.stages.identity import IdentityRuleError, normalise, rules
from kehu.tables import IdentityRule
from tests.records import BY_PHONE, parameters, rows_of, table

PHONE = IdentityRule("phone", ("phone",))


def find(engine, parties, *found, largest_group=20):
    rows = [{"party_id": key, **row} for key, row in parties.items()]
    records = engine.keep(normalise.records(table("parties", rows), columns=("phone",)))
    return rules.find(engine=engine, records=records, rules=found, largest_group=largest_group)


def test_rules_of_the_parameters_stand_before_those_of_mappings():
    declared = IdentityRule("licence", ("birth_date", "licence_date"), source="es")
    assert rules.gather(parameters=parameters(BY_PHONE), declared=[declared]) == (PHONE, declared)


def test_a_rule_on_a_column_that_is_not_there_names_the_columns_that_are():
    wrong = IdentityRule("licence", ("birth_day",), source="es")
    with pytest.raises(
        IdentityRuleError, match=r"licence: birth_day is no column of parties.*mapping of es.*birth_date"
    ):
        rules.gather(parameters=parameters(), declared=[wrong])


def test_a_rule_without_columns_is_refused():
    with pytest.raises(IdentityRuleError, match="nothing is no column"):
        rules.gather(parameters=parameters(), declared=[IdentityRule("empty", ())])


def test_two_rules_of_one_name_on_the_same_records_are_refused():
    with pytest.raises(IdentityRuleError, match="phone: the name stands twice"):
        rules.gather(parameters=parameters(BY_PHONE), declared=[IdentityRule("phone", ("name",), source="es")])


def test_two_sources_may_use_one_name():
    declared = [IdentityRule("phone", ("phone",), source=source) for source in ("es", "us")]
    assert rules.gather(parameters=parameters(), declared=declared) == tuple(declared)


def test_every_record_of_a_group_is_paired_with_its_first(engine):
    found = find(engine, {key: {"phone": "13800138000"} for key in "abc"}, PHONE)
    pairs = [(row["place"], row["first_place"]) for row in rows_of(found.pairs)]
    assert pairs == [(1, 0), (2, 0)]


def test_a_hot_value_is_named_by_the_first_record_that_has_it(engine):
    found = find(engine, {key: {"phone": "13800138000"} for key in "abc"}, PHONE, largest_group=2)
    assert rows_of(found.pairs) == []
    assert rows_of(found.hot_values) == [{"rule": "phone", "party_id": "a", "record_count": 3}]


def test_without_rules_there_are_no_pairs(engine):
    found = find(engine, {"a": {}, "b": {}})
    assert rows_of(found.pairs) == rows_of(found.hot_values) == []
