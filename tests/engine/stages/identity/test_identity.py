"""The identity stage as a whole: the tables that it gives."""

import pytest

from kehu.stages.identity import resolve
from kehu.tables.results import HotValues, Identities, IdentityReasons, IdentityRedirects
from tests.records import BY_NUMBER, BY_PHONE, customers, parameters, rows_of, snapshot


@pytest.fixture
def resolution(engine):
    shared = {"phone": "13800138000"}
    parties = [{"party_id": key, **shared} for key in "abc"] + [{"party_id": "d"}]
    return resolve(
        engine=engine, snapshot=snapshot(parties=parties), parameters=parameters(BY_NUMBER, BY_PHONE), former=None
    )


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        ("identities", Identities),
        ("reasons", IdentityReasons),
        ("redirects", IdentityRedirects),
        ("hot_values", HotValues),
    ],
)
def test_its_tables_have_the_declared_columns(resolution, name, schema):
    assert dict(getattr(resolution, name).schema().items()) == schema.datatypes()


def test_every_record_has_one_customer(resolution):
    found = customers(resolution)
    assert found["a"] == found["b"] == found["c"] != found["d"]
    assert len(rows_of(resolution.identities)) == 4


def test_an_id_is_written_from_the_key_of_the_first_record(resolution):
    assert customers(resolution)["a"] == "C1K0QBEE0Y6V"


def test_reasons_name_the_first_record_of_the_group(resolution):
    assert {row["joined_party_id"] for row in rows_of(resolution.reasons)} == {"a"}


def test_an_empty_book_has_no_customers(engine):
    found = resolve(engine=engine, snapshot=snapshot(), parameters=parameters(BY_NUMBER), former=None)
    tables = (found.identities, found.reasons, found.redirects, found.hot_values)
    assert [rows_of(table) for table in tables] == [[], [], [], []]
