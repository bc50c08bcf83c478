from __future__ import annotations

import datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kehu.stores.sources import Format, SourceError, stage_file
from kehu.stores.sources.parquet import as_text


@pytest.fixture
def stage_table(tmp_path):
    def write_and_stage(**columns):
        path = tmp_path / "book.parquet"
        pq.write_table(pa.table(columns), path)
        to = tmp_path / "staged.parquet"
        return stage_file(path, format=Format(), to=to, progress=lambda *_: None)

    return write_and_stage


def test_the_first_row_is_row_one_and_missing_stays_missing(stage_table, rows):
    staged = stage_table(a=["x", None], b=["", "y"])
    assert rows(staged) == [(1, "x", ""), (2, None, "y")]


VALUES = [
    (pa.array([Decimal("1.50"), Decimal("-0.01")]), ["1.50", "-0.01"]),
    (pa.array([0.1, 1 / 3, 120003.0, 123456789012.0]), ["0.1", "0.3333333333333333", "120003", "123456789012"]),
    (pa.array([0.1, 2.5], pa.float32()), ["0.1", "2.5"]),
    (pa.array([datetime.date(2020, 1, 2)]), ["2020-01-02"]),
    (
        pa.array([datetime.datetime.fromisoformat("2020-01-02"), datetime.datetime.fromisoformat("2020-01-02 03:00")]),
        ["2020-01-02", "2020-01-02 03:00:00"],
    ),
    (
        pa.array([datetime.datetime.fromisoformat("2020-01-01 16:00")], pa.timestamp("ms", tz="Asia/Shanghai")),
        ["2020-01-02"],
    ),
    (pa.array([True, False]), ["true", "false"]),
    (pa.array(["x", "y", "x"]).dictionary_encode(), ["x", "y", "x"]),
    (pa.array([float("nan")]), [None]),
]


@pytest.mark.parametrize(("values", "expected"), VALUES)
def test_values_are_written_as_exact_texts(values, expected):
    assert as_text(values).to_pylist() == expected


def test_a_nested_column_is_an_error(stage_table):
    with pytest.raises(SourceError, match=r"book.parquet: column 'a' is of type list.* columns of their own"):
        stage_table(a=[[1, 2]])


def test_bytes_that_are_no_text_are_an_error(stage_table):
    with pytest.raises(SourceError, match=r"column 'a' holds bytes that are not text"):
        stage_table(a=[b"\xff"])


def test_a_damaged_file_is_an_error(stage):
    with pytest.raises(SourceError, match=r"book.parquet: is damaged or not a Parquet file"):
        stage(b"PAR1 and no more", name="book.parquet")
