"""The engine: tables in, tables out, within the memory and the disk that it is given."""

import datetime

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kehu.engines import (
    EngineError,
    EngineSettings,
    EvaluationError,
    greatest_in,
    open_engine,
    parse_date,
    rows_in,
    versions,
)
from tests.records import column


def numbers(count):
    return ibis.range(0, count).unnest().name("number").as_table()


def test_a_table_is_written_and_read_back(engine, tmp_path):
    assert engine.write(numbers(3), tmp_path / "a.parquet") == rows_in(tmp_path / "a.parquet") == 3
    assert column(engine, engine.read([tmp_path / "a.parquet"])) == [0, 1, 2]


def test_the_greatest_value_stands_in_the_footer(engine, tmp_path):
    days = ibis.memtable({"day": [datetime.date(2024, 3, 1), None, datetime.date(2025, 1, 2)]})
    engine.write(days, tmp_path / "a.parquet")
    assert greatest_in(tmp_path / "a.parquet", "day") == datetime.date(2025, 1, 2)
    engine.write(days.limit(0), tmp_path / "none.parquet")
    assert greatest_in(tmp_path / "none.parquet", "day") is None


def test_files_of_different_columns_are_one_table(engine, tmp_path):
    engine.write(numbers(1), tmp_path / "a.parquet")
    engine.write(numbers(1).mutate(more=1), tmp_path / "b.parquet")
    rows = engine.read([tmp_path / "a.parquet", tmp_path / "b.parquet"]).to_pyarrow().to_pylist()
    assert [row["more"] for row in rows] == [None, 1]


def test_sums_of_whole_numbers_stay_whole_numbers(engine, tmp_path):
    held = engine.keep(numbers(3))
    engine.write(held.aggregate(sum=held.number.sum()), tmp_path / "a.parquet")
    assert pq.read_schema(tmp_path / "a.parquet").field("sum").type == pa.int64()


def test_a_kept_table_can_be_discarded(engine):
    kept = engine.keep(numbers(2))
    assert column(engine, kept) == [0, 1]
    engine.discard(kept)
    with pytest.raises(Exception, match="does not exist"):
        kept.to_pyarrow()


def test_arrow_comes_in_as_a_table(engine):
    assert column(engine, engine.read_arrow(pa.table({"a": [1, 2]}))) == [1, 2]


def test_sql_is_evaluated_over_one_table(engine):
    made = engine.evaluate(numbers(2), lambda name: f"SELECT number + 1 AS next FROM {name}")
    assert column(engine, made) == [1, 2]


def test_sql_that_cannot_be_evaluated_is_an_error_in_the_engine_s_words(engine):
    with pytest.raises(EvaluationError, match="nosuch"):
        engine.evaluate(numbers(1), lambda name: f"SELECT nosuch(number) FROM {name}")


def test_too_little_memory_is_told_with_what_to_do(tmp_path):
    small = EngineSettings(memory="20MiB", threads=1, spill=tmp_path / "none" / "deeper")
    with pytest.raises(EngineError, match=r"Allow more with --memory|name a folder"), open_engine(small) as engine:
        engine.keep(numbers(1_500_000).mutate(text=lambda row: row.number.cast("string") * 5))


def test_a_fault_of_the_engine_s_own_is_told_with_what_to_do():
    with pytest.raises(EngineError, match="start again"), open_engine(EngineSettings()):
        raise duckdb.InternalException("INTERNAL Error: Attempted to access index 0 within vector of size 0\nStack")


def test_settings_are_the_engine_s(tmp_path):
    with open_engine(EngineSettings(memory="512MiB", threads=1, spill=tmp_path)) as engine:
        told = engine.connection.raw_sql(
            "SELECT current_setting('memory_limit'), current_setting('threads'), current_setting('temp_directory')"
        ).fetchone()
    assert told == ("512.0 MiB", 1, str(tmp_path))


def test_dates_are_read_in_the_first_format_that_fits(engine):
    table = ibis.memtable(pa.table({"text": ["2024-02-29", "29/02/2024", "2024-02-30"]}))
    read = column(engine, table.select(day=parse_date(table.text, ["%Y-%m-%d", "%d/%m/%Y"])))
    assert read == [datetime.date(2024, 2, 29), datetime.date(2024, 2, 29), None]


def test_the_versions_of_what_computes_are_known():
    assert set(versions()) == {"ibis-framework", "duckdb", "pyarrow", "numpy", "scipy", "splink"}
