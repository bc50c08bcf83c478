"""Rows of a sorted file are found by key, all of them and no others, in any number of row groups."""

import threading

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.stores.keyed import rows_of

keys = st.lists(st.text("abz王", max_size=3), max_size=30)


def write(path, values, size=3):
    table = pa.table({"key": pa.array(sorted(values), pa.string()), "place": range(len(values))})
    pq.write_table(table, path, row_group_size=size)
    return path


@given(keys, st.text("abz王", max_size=3), st.integers(1, 7))
def test_it_finds_every_row_of_the_key_and_no_other(tmp_path_factory, values, asked, size):
    path = write(tmp_path_factory.mktemp("keyed") / "file.parquet", values, size)
    expected = [row for row in pq.read_table(path).to_pylist() if row["key"] == asked]
    assert rows_of(path, "key", asked) == expected


def test_a_file_without_rows_has_none(tmp_path):
    assert rows_of(write(tmp_path / "file.parquet", []), "key", "a") == []


def test_another_file_under_the_same_name_is_read_anew(tmp_path):
    path = write(tmp_path / "file.parquet", ["a"])
    assert rows_of(path, "key", "b") == []
    write(tmp_path / "other.parquet", ["b", "b"]).replace(path)
    assert len(rows_of(path, "key", "b")) == 2


def test_threads_read_at_the_same_time(tmp_path):
    path = write(tmp_path / "file.parquet", [f"k{n % 50:02}" for n in range(1000)], size=100)
    found = {}
    threads = [
        threading.Thread(target=lambda n=n: found.update({n: rows_of(path, "key", f"k{n:02}")})) for n in range(50)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {n: len(rows) for n, rows in found.items()} == dict.fromkeys(range(50), 20)


def test_a_file_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        rows_of(tmp_path / "none.parquet", "key", "a")
