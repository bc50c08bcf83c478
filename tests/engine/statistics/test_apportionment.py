"""Shares in whole numbers, against Python's own integers."""

from decimal import Decimal

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.statistics.apportionment import apportion, from_cents, in_cents, total

DAYS_OF_A_CENTURY = 36_525
LARGEST = 10**13  # cents in one amount


def rounded(amount, part, whole):
    """Halves away from zero, in integers of any length."""
    size = (2 * abs(amount) * part + whole) // (2 * whole)
    return size if amount >= 0 else -size


def column(engine, rows, schema, expression):
    given = engine.read_arrow(pa.Table.from_pylist(rows, schema=ibis.schema(schema).to_pyarrow()))
    return given.select(answer=expression(given)).to_pyarrow()["answer"].to_pylist()


SHARES = st.tuples(st.integers(-LARGEST, LARGEST), st.integers(1, DAYS_OF_A_CENTURY), st.floats(0, 1)).map(
    lambda drawn: {"amount": drawn[0], "whole": drawn[1], "part": round(drawn[1] * drawn[2])}
)


@given(rows=st.lists(SHARES, min_size=1, max_size=200))
def test_a_share_is_exact(engine, rows):
    schema = dict.fromkeys(("amount", "whole", "part"), "int64")
    answers = column(engine, rows, schema, lambda row: apportion(row.amount, part=row.part, whole=row.whole))
    assert answers == [rounded(**row) for row in rows]


@pytest.mark.parametrize("amount", [4 * 10**12, 2**42 + 1, -(10**12) - 3])
def test_a_rate_in_millionths_is_exact_for_large_amounts(engine, amount):
    rows = [{"amount": amount, "part": part} for part in (1, 333_333, 500_000, 999_999, 1_000_000)]
    answers = column(
        engine,
        rows,
        dict.fromkeys(("amount", "part"), "int64"),
        lambda row: apportion(row.amount, part=row.part, whole=1_000_000),
    )
    assert answers == [rounded(amount, row["part"], 1_000_000) for row in rows]


@pytest.mark.parametrize("written", ["0.01", "0.07", "1.15", "4.35", "-2.35", "22517998136852.47", None])
def test_money_becomes_cents_and_money_again(engine, written):
    rows = [{"amount": written if written is None else Decimal(written)}]
    schema = {"amount": "decimal(18, 2)"}
    cents = None if written is None else int(Decimal(written) * 100)
    assert column(engine, rows, schema, lambda row: in_cents(row.amount)) == [cents]
    assert column(engine, rows, schema, lambda row: from_cents(in_cents(row.amount))) == [rows[0]["amount"]]


def test_a_total_is_a_whole_number(engine):
    given = engine.read_arrow(pa.table({"days": [1, 2, 3]}))
    assert given.agg(days=total(given.days)).to_pyarrow().to_pylist() == [{"days": 6}]
    assert given.agg(days=total(given.days)).to_pyarrow().schema.field("days").type == pa.int64()
