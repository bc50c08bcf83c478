"""What a load changes: new rows, changed rows, and rows that the book has already."""

import datetime
from decimal import Decimal

import ibis
import pyarrow as pa
import pytest

from kehu.stages.intake.changes import compare
from kehu.tables import SOURCES
from kehu.tables.book import FIRST_KNOWN, VERSION

START, EXTRACT = datetime.date(2024, 1, 1), datetime.date(2024, 6, 30)


def terms(*rows, batch=None):
    kinds = SOURCES["terms"].datatypes() | ({VERSION: "int64", FIRST_KNOWN: "date"} if batch else {})
    usual = {"policy_id": "P", "inception_date": START, "expiry_date": START.replace(year=2025), "known_date": START}
    stored = {VERSION: batch, FIRST_KNOWN: START} if batch else {}
    filled = [{**usual, **stored, **row} for row in rows]
    return ibis.memtable(pa.Table.from_pylist(filled, schema=ibis.schema(kinds).to_pyarrow()))


@pytest.fixture
def change(engine):
    """The change of some terms against the present ones."""
    return lambda rows, present: compare(rows, SOURCES["terms"], present, extract_date=EXTRACT, engine=engine)


def row(key, premium):
    return {"term_id": key, "written_premium": Decimal(premium)}


def added(change):
    rows = change.rows.order_by("term_id").to_pyarrow().to_pylist()
    return [(row["term_id"], row["written_premium"], row["known_date"]) for row in rows]


def test_in_an_empty_book_every_row_is_new_and_known_from_its_own_date(change):
    made = change(terms(row("T1", 10), row("T2", 20)), None)
    assert (made.inserted, made.updated, made.unchanged, made.leans_on) == (2, 0, 0, {})
    assert [known for _, _, known in added(made)] == [START, START]


def test_rows_are_told_apart_by_key_and_by_what_they_say(change):
    present = terms(row("T1", 10), row("T2", 20), batch=7)
    made = change(terms(row("T1", 10), row("T2", 25), row("T3", 30)), present)
    assert (made.inserted, made.updated, made.unchanged) == (1, 1, 1)
    assert added(made) == [("T2", Decimal(25), EXTRACT), ("T3", Decimal(30), START)]


def test_an_update_is_known_from_the_extract_s_date_or_its_own_if_that_is_later(change):
    later = datetime.date(2024, 8, 1)
    made = change(terms({**row("T1", 11), "known_date": later}), terms(row("T1", 10), batch=1))
    assert added(made) == [("T1", Decimal(11), later)]


def test_a_value_that_disappears_is_a_change(change):
    made = change(terms({"term_id": "T1"}), terms(row("T1", 10), batch=1))
    assert (made.updated, added(made)) == (1, [("T1", None, EXTRACT)])


def test_another_known_date_alone_is_no_change(change):
    made = change(terms({**row("T1", 10), "known_date": EXTRACT}), terms(row("T1", 10), batch=1))
    assert (made.updated, made.unchanged) == (0, 1)


def test_a_change_knows_the_batches_whose_rows_it_found(change):
    present = terms(row("T1", 10), row("T2", 20), batch=7).union(terms(row("T3", 30), batch=9))
    assert change(terms(row("T1", 10), row("T2", 21), row("T3", 30)), present).leans_on == {7: 2, 9: 1}


def test_a_column_that_the_book_lacks_counts_as_empty_there(change):
    present = terms(row("T1", 10), row("T2", 20), batch=1).drop("deductible")
    made = change(terms(row("T1", 10), {**row("T2", 20), "deductible": Decimal(5)}), present)
    assert (made.unchanged, made.updated) == (1, 1)


def test_a_row_that_says_the_same_but_was_known_earlier_is_known_from_its_own_date(change):
    earlier = datetime.date(2022, 1, 1)
    made = change(terms({**row("T1", 10), "known_date": earlier}), terms(row("T1", 10), batch=1))
    assert (made.updated, added(made), made.leans_on) == (1, [("T1", Decimal(10), earlier)], {1: 1})


def test_a_row_that_was_corrected_since_is_never_moved_into_the_past(change):
    corrected = terms({**row("T1", 10), "known_date": EXTRACT, FIRST_KNOWN: START}, batch=2)
    made = change(terms({**row("T1", 10), "known_date": datetime.date(2022, 1, 1)}), corrected)
    assert (made.updated, made.unchanged) == (0, 1)
