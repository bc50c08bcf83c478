"""Tables are named, keyed, documented and ordered alike (house rules 4 and 8)."""

from collections.abc import Iterator

import pytest

from kehu.tables import RESULTS, SOURCES, Kind, Table
from kehu.tables.catalogue import Factors

TABLES = [*SOURCES.values(), Factors, *RESULTS.values()]
SINGULAR_IN_THE_FIELD = {"concentration", "data_quality"}


@pytest.fixture(params=TABLES, ids=lambda table: table.table_name)
def table(request) -> type[Table]:
    return request.param


def _columns(kind: Kind) -> Iterator[str]:
    for table in TABLES:
        yield from (name for name, column in table.columns.items() if column.kind is kind)


def test_table_names_are_plural(table):
    assert table.table_name.endswith("s") or table.table_name in SINGULAR_IN_THE_FIELD


def test_a_table_says_what_it_holds(table):
    assert table.__doc__ and table.summary().endswith("."), "begin the docstring with one sentence"


def test_every_column_has_words_of_its_own(table):
    bare = [name for name, column in table.columns.items() if len(column.about) < 3 or column.about.endswith(".")]
    assert not bare, f"{bare}: say what the column is, in words without a full stop"


def test_the_key_is_made_of_columns_of_the_table(table):
    assert table.key and set(table.key) <= set(table.columns)


def test_the_key_is_required_where_rows_come_in():
    loose = [(t.table_name, name) for t in SOURCES.values() for name in t.key if not t.columns[name].required]
    assert not loose


def test_dates_end_in_date_and_nothing_else_does():
    assert all(name.endswith("_date") for name in _columns(Kind.DATE))
    others = [name for kind in Kind if kind is not Kind.DATE for name in _columns(kind)]
    assert not [name for name in others if name.endswith("_date")]


def test_flags_begin_with_is_or_has():
    assert all(name.startswith(("is_", "has_")) for name in _columns(Kind.FLAG))


def test_money_is_in_currency_and_shares_say_so(table):
    for name, column in table.columns.items():
        assert (column.kind is Kind.MONEY) == (column.unit == "currency"), name
        assert column.unit == "share" or not name.endswith("_share"), name


def test_numbers_have_a_unit(table):
    bare = [name for name, c in table.columns.items() if c.kind is Kind.NUMBER and not c.unit]
    assert not bare, f"{bare}: give the unit"


def test_counts_have_a_name_that_says_so():
    assert not [name for kind in Kind for name in _columns(kind) if name.startswith(("n_", "no_", "num_"))]


def test_references_name_a_table_and_its_key(table):
    every = SOURCES | RESULTS
    for name, other in table.references().items():
        assert other in every, f"{name} refers to {other}, which is no table"
        (key,) = every[other].key
        assert table.columns[name].kind is every[other].columns[key].kind


def test_a_source_follows_the_tables_it_refers_to():
    order = list(SOURCES)
    late = [
        (name, other)
        for name, table in SOURCES.items()
        for other in table.references().values()
        if order.index(other) > order.index(name)
    ]
    assert not late


def test_every_source_row_says_when_it_became_known():
    assert all(table.columns["known_date"].required for table in [*SOURCES.values(), Factors])


def test_what_became_known_later_names_a_date_of_its_table(table):
    assert all(table.columns[when].kind is Kind.DATE for when in table.late_columns().values())


def test_rules_blame_a_column_and_give_advice(table):
    for rule in table.rules:
        assert rule.on in table.columns, rule.name
        assert rule.beside is None or rule.beside in table.references(), rule.name
        assert rule.advice.endswith(".") and rule.about.endswith("."), rule.name
        assert len(rule.name.split("_")) >= 3, f"{rule.name}: users read it, make it a phrase"
