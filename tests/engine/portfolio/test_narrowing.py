"""Narrowing a book to a few keys sees the same as the whole book does."""

import datetime

import pyarrow as pa
import pytest

from kehu.portfolio.narrowing import of_policies, seen
from kehu.stores.run_folders import open_run_book
from kehu.tables import SOURCES, Book, Versions

DAY = datetime.date(2024, 1, 1)


@pytest.fixture
def moved_policy(engine):
    """A policy whose later version names another party."""
    schema = SOURCES["policies"]
    told = {"policy_id": ["P", "P"], "party_id": ["old", "new"], "known_date": [DAY, DAY]}
    types = {name: column.datatype.to_pyarrow() for name, column in schema.columns.items()}
    columns = {name: pa.array(told.get(name, [None, None]), kind) for name, kind in types.items()}
    rows = engine.read_arrow(pa.table({**columns, "batch_number": pa.array([1, 2], pa.int64())}))
    return Book({"policies": Versions(rows, schema, has_updates=True)})


def test_a_row_is_found_by_its_newest_value_only(moved_policy):
    assert seen(moved_policy, "policies", "party_id", ["old"], date=DAY) == []
    assert [row["policy_id"] for row in seen(moved_policy, "policies", "party_id", ["new"], date=DAY)] == ["P"]


def test_no_keys_give_no_rows(small_run, engine):
    book = open_run_book(small_run, engine=engine)
    assert seen(book, "policies", "party_id", [], date=DAY) == []
    assert of_policies(book, policies=[]).as_of(DAY)["terms"].count().to_pyarrow().as_py() == 0


def test_a_table_that_no_batch_holds_is_empty(moved_policy):
    assert seen(moved_policy, "parties", "party_id", ["old"], date=DAY) == []


def test_the_book_of_a_policy_holds_its_terms_and_claims_only(small_run, engine):
    narrow = of_policies(open_run_book(small_run, engine=engine), policies=["P4"]).as_of(small_run.as_of)
    assert narrow["terms"].term_id.to_pyarrow().to_pylist() == ["P4-24"]
    assert narrow["claims"].claim_id.to_pyarrow().to_pylist() == ["C1"]
