"""The book on disk: batches that count, that are taken back, and that make a book."""

import datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kehu.stores import batches
from kehu.stores.batches import Batch, FileCount, TableCount
from kehu.stores.home import HomeError
from kehu.tables import SOURCES, Declared, IdentityRule, Kind
from kehu.tables.book import VERSION
from tests.cast import make_home

DAY = datetime.date(2024, 1, 1)


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path / "home")


def a_batch(number, *, leans_on=None, updated=0, factors=None):
    count = TableCount(1, updated, 0, leans_on or {})
    return Batch(
        number=number,
        source="core",
        loaded_at="2025-01-02T03:04:05+00:00",
        extract_date="2024-12-31",
        mapping_fingerprint="f",
        files=(FileCount("years.csv", "f", 2, 1, 1, 0, 0, "utf-8", ","),),
        tables={"terms": count},
        factors=factors or {},
        identity_rules=(IdentityRule("phone", ("phone",), "core"),),
        version="0",
    )


def add(home, number, premium="1", *, without=(), **other):
    """Publish a batch with one term whose premium is given."""
    folder = home.folder / f"made-{number}"
    folder.mkdir()
    kinds = {name: kind.to_pyarrow() for name, kind in SOURCES["terms"].datatypes().items() if name not in without}
    row = {"term_id": "T", "policy_id": "P", "inception_date": DAY, "expiry_date": DAY, "known_date": DAY}
    table = pa.Table.from_pylist([row | {"written_premium": Decimal(premium)}], schema=pa.schema(kinds))
    table = table.append_column(VERSION, pa.array([number], pa.int64()))
    pq.write_table(table, folder / "terms.parquet")
    made = a_batch(number, **other)
    batches.add(home, made, folder)
    return made


def premiums(home, engine):
    counted = batches.active(home)
    rows = batches.open_book(batches.table_files(home, counted), counted, engine=engine).as_of(DAY)["terms"]
    return [row["written_premium"] for row in rows.to_pyarrow().to_pylist()]


def test_an_empty_home_has_no_batches(home):
    assert (batches.active(home), batches.next_number(home)) == ((), 1)


def test_a_batch_comes_back_as_it_was_added(home):
    declared = {"factors_motor": (Declared("power", Kind.WHOLE, "Power", "hp"),)}
    made = add(home, 1, leans_on={"7": 2}, factors=declared)
    assert batches.active(home) == (made,)
    assert (made.label, batches.next_number(home)) == ("B000001", 2)


def test_the_newest_version_of_a_row_counts(home, engine):
    add(home, 1, "1")
    add(home, 2, "2", updated=1)
    assert premiums(home, engine) == [Decimal(2)]
    present = batches.present_rows(home, engine=engine)["terms"].to_pyarrow().to_pylist()
    assert [(row["written_premium"], row[VERSION]) for row in present] == [(Decimal(2), 2)]


def test_what_a_batch_replaced_counts_again_when_it_is_taken_back(home, engine):
    add(home, 1, "1")
    add(home, 2, "2", updated=1)
    assert batches.withdraw(home, 2).number == 2
    assert premiums(home, engine) == [Decimal(1)]


def test_a_number_is_never_given_twice(home):
    add(home, 1)
    batches.withdraw(home, 1)
    assert batches.next_number(home) == 2


def test_a_batch_that_others_lean_on_stays(home):
    add(home, 1)
    add(home, 2, leans_on={"1": 1})
    with pytest.raises(HomeError, match=r"B000002 was loaded on top of its rows\. Take back B000002 first"):
        batches.withdraw(home, 1)
    assert [batch.number for batch in batches.active(home)] == [1, 2]


def test_a_batch_that_is_not_there_cannot_be_taken_back(home):
    with pytest.raises(HomeError, match="There is no batch 5 in the book"):
        batches.withdraw(home, 5)


def test_a_folder_that_the_book_does_not_name_does_not_count(home, engine):
    add(home, 1, "1")
    add(home, 2, "2", updated=1)
    (home.book / "book.json").write_text('{"active": [1]}')
    assert premiums(home, engine) == [Decimal(1)]
    assert batches.next_number(home) == 3


def test_a_column_that_an_older_batch_lacks_is_empty(home, engine):
    add(home, 1, without=["deductible"])
    counted = batches.active(home)
    book = batches.open_book(batches.table_files(home, counted), counted, engine=engine)
    assert list(book.versions["terms"].rows.columns) == [*SOURCES["terms"].columns, VERSION]
    assert book.identity_rules == (IdentityRule("phone", ("phone",), "core"),)


def test_factors_have_the_columns_that_any_batch_declared(home):
    one = a_batch(1, factors={"factors_motor": (Declared("power", Kind.WHOLE),)})
    two = a_batch(2, factors={"factors_motor": (Declared("fuel", Kind.CODE),)})
    schema = batches.schema_of("factors_motor", [one, two])
    assert list(schema.columns) == ["term_id", "known_date", "power", "fuel"]
