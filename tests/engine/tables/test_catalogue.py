"""The catalogue: every table by name, each after those it refers to."""

import pytest

from kehu.tables.catalogue import RESULTS, SOURCES, is_factors, source_order


@pytest.mark.parametrize("table", SOURCES.values(), ids=SOURCES)
def test_a_source_table_follows_those_it_refers_to(table):
    before = [name for name in SOURCES if source_order(name) <= source_order(table.table_name)]
    assert set(table.references().values()) <= set(before)


@pytest.mark.parametrize("table", SOURCES.values(), ids=SOURCES)
def test_a_source_table_can_be_asked_what_was_known(table):
    assert table.columns["known_date"].required
    assert set(table.late_columns().values()) <= set(table.columns)
    assert set(table.key) <= {name for name, column in table.columns.items() if column.required}


@pytest.mark.parametrize("table", SOURCES.values(), ids=SOURCES)
def test_what_is_referred_to_is_a_key_of_one_column_that_stands_first(table):
    for parent in table.references().values():
        assert (next(iter(SOURCES[parent].columns)),) == SOURCES[parent].key


@pytest.mark.parametrize("table", SOURCES.values(), ids=SOURCES)
def test_rules_blame_columns_of_their_table(table):
    for rule in table.rules:
        assert rule.on in table.columns
        assert rule.beside is None or rule.beside in table.references()


def test_no_table_is_both_source_and_result():
    assert not set(SOURCES) & set(RESULTS)


def test_factors_follow_terms():
    assert is_factors("factors_motor")
    assert not is_factors("terms")
    assert source_order("factors_motor") == source_order("terms")
