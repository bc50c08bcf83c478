"""The only door to the book: what was known at the end of a day."""

import datetime
from decimal import Decimal

import ibis
import pyarrow as pa
import pytest

from kehu.tables import SOURCES, Book, Versions
from kehu.tables.book import VERSION, empty, known, newest

FIRST, SECOND, THIRD = (datetime.date(2024, month, 1) for month in (1, 4, 7))
EVE = SECOND - datetime.timedelta(1)


def versions(name, *rows, has_updates=True):
    kinds = SOURCES[name].datatypes() | {VERSION: "int64"}
    table = pa.Table.from_pylist([{VERSION: 1, **row} for row in rows], schema=ibis.schema(kinds).to_pyarrow())
    return Versions(ibis.memtable(table), SOURCES[name], has_updates)


def term(key="T", **other):
    return {"term_id": key, "policy_id": "P", "inception_date": FIRST, "known_date": FIRST, **other}


def seen(versions, date):
    return known(versions, date=date).to_pyarrow().to_pylist()


def test_a_row_is_seen_from_the_day_it_became_known():
    rows = versions("terms", term(known_date=SECOND))
    assert [len(seen(rows, day)) for day in (EVE, SECOND, THIRD)] == [0, 1, 1]


def test_the_newest_version_known_wins():
    old = term(written_premium=Decimal(1))
    new = term(written_premium=Decimal(2), known_date=SECOND, **{VERSION: 2})
    rows = versions("terms", new, old)
    assert [seen(rows, day)[0]["written_premium"] for day in (EVE, SECOND)] == [Decimal(1), Decimal(2)]


def test_a_value_that_came_later_is_hidden_until_then():
    rows = versions("terms", term(cancellation_date=FIRST, cancellation_known_date=SECOND, return_premium=Decimal(5)))
    hidden, shown = (seen(rows, day)[0] for day in (EVE, SECOND))
    assert (hidden["cancellation_date"], hidden["return_premium"], hidden["cancellation_known_date"]) == (
        None,
        None,
        None,
    )
    assert (shown["cancellation_date"], shown["return_premium"]) == (FIRST, Decimal(5))


def test_the_number_of_the_batch_stays_inside():
    assert VERSION not in known(versions("terms", term()), date=THIRD).columns


@pytest.mark.parametrize(
    ("day", "paid", "outstanding"), [(FIRST, "9", "9"), (SECOND, "10", "50"), (THIRD, "35", "0")], ids=str
)
def test_movements_known_so_far_are_the_amounts_of_their_claim(day, paid, outstanding):
    claim = {"claim_id": "C", "policy_id": "P", "known_date": FIRST, "valued_date": FIRST}
    claims = versions("claims", {**claim, "paid": Decimal(9), "outstanding": Decimal(9)})
    moves = [
        {"movement_id": "M1", "paid_change": Decimal(10), "outstanding_change": Decimal(50), "known_date": SECOND},
        {"movement_id": "M2", "paid_change": Decimal(25), "outstanding_change": Decimal(-50), "known_date": THIRD},
    ]
    movements = versions("claim_movements", *({**move, "claim_id": "C"} for move in moves))
    (row,) = Book({"claims": claims, "claim_movements": movements}).as_of(day)["claims"].to_pyarrow().to_pylist()
    assert (row["paid"], row["outstanding"]) == (Decimal(paid), Decimal(outstanding))


def test_a_claim_without_movements_keeps_its_own_amounts():
    claims = versions("claims", {"claim_id": "C", "paid": Decimal(9), "valued_date": FIRST, "known_date": FIRST})
    book = Book({"claims": claims, "claim_movements": versions("claim_movements")})
    assert book.as_of(THIRD)["claims"].to_pyarrow().to_pylist()[0]["paid"] == Decimal(9)


def test_a_table_that_no_source_sent_is_empty_and_one_that_is_none_an_error():
    snapshot = Book({}).as_of(FIRST)
    assert snapshot["claims"].count().to_pyarrow().as_py() == 0
    assert list(snapshot["claims"].columns) == list(SOURCES["claims"].columns)
    with pytest.raises(KeyError):
        snapshot["ships"]


def test_factor_tables_are_named():
    book = Book({"factors_motor": versions("terms", has_updates=False), "terms": versions("terms")})
    assert book.as_of(FIRST).lines_with_factors == ("factors_motor",)


def test_the_newest_row_of_a_key_is_that_of_the_latest_batch():
    rows = versions("terms", term(**{VERSION: 3}), term(**{VERSION: 5}), term("U", **{VERSION: 1})).rows
    kept = newest(rows, key=("term_id",)).to_pyarrow().to_pylist()
    assert sorted((row["term_id"], row[VERSION]) for row in kept) == [("T", 5), ("U", 1)]


def test_an_empty_table_has_its_schema():
    assert empty(SOURCES["terms"]).schema()["written_premium"].is_decimal()
