from __future__ import annotations

import gzip
import os
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from kehu.stores.sources import Format, Misshapen, SourceError, stage_file
from kehu.stores.sources import delimited as delimited_module


def test_every_cell_is_text_under_its_heading(stage, rows):
    staged = stage("id, premium \n007,1.50\n008,\n")
    assert staged.columns == ("id", "premium")
    assert rows(staged) == [(2, "007", "1.50"), (3, "008", "")]


def test_rows_keep_the_numbers_that_a_spreadsheet_shows(stage, rows):
    staged = stage("a,b\n1,2\n\n3\n4,5,6\n7,8\n,\n9,10")
    assert rows(staged) == [(2, "1", "2"), (6, "7", "8"), (8, "9", "10")]


def test_misshapen_records_are_kept_with_their_row_and_text(stage):
    staged = stage("a,b\n1,2\n\n3\n4,5,6\n7,8\n,\n9,10")
    assert staged.misshapen == (Misshapen(4, 1, 2, "3"), Misshapen(5, 3, 2, "4,5,6"))
    assert (staged.read, staged.blank) == (5, 2)


def test_the_text_of_a_misshapen_record_is_cut(stage):
    staged = stage("a,b\n" + "x" * 500 + "\n")
    assert len(staged.misshapen[0].text) == 200


def test_row_numbers_stay_right_from_block_to_block(stage, rows, monkeypatch):
    monkeypatch.setattr(delimited_module, "BLOCK", 50)
    lines = ["bad" if number % 7 == 0 else f"{number},x" for number in range(2, 300)]
    staged = stage("row,b\n" + "\n".join(lines) + "\n")
    assert all(number == int(row) for number, row, _ in rows(staged))
    assert [record.row for record in staged.misshapen] == list(range(7, 300, 7))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(stage, rows, end):
    staged = stage(end.join(["a,b", "1,2", '3,"x"', "", "4,5"]))
    assert rows(staged) == [(2, "1", "2"), (3, "3", "x"), (5, "4", "5")]


def test_line_breaks_and_delimiters_inside_quotes_belong_to_the_field(stage, rows):
    staged = stage('a,b\n1,"x, ""y""\nz"\n3,4\n')
    assert rows(staged) == [(2, "1", 'x, "y"\nz'), (3, "3", "4")]


def test_a_field_may_be_longer_than_the_sample(stage, rows):
    staged = stage("a,b\n1," + "x" * 3_000_000 + "\n2,y\n")
    assert [len(row[2]) for row in rows(staged)] == [3_000_000, 1]


def test_one_column_needs_no_delimiter(stage, rows):
    staged = stage("id\n1\n\n2")
    assert rows(staged) == [(2, "1"), (4, "2")]


def test_a_heading_alone_gives_no_rows(stage, rows):
    staged = stage("a,b")
    assert (staged.columns, staged.read, rows(staged)) == (("a", "b"), 0, [])


def test_a_packed_file_is_unpacked(stage, rows):
    staged = stage(gzip.compress(b"a;b\n1;2\n"), name="book.csv.gz")
    assert rows(staged) == [(2, "1", "2")]


def test_a_packed_file_that_ends_early_is_an_error(stage):
    packed = gzip.compress(os.urandom(4000).hex().encode())
    with pytest.raises(SourceError, match=r"book.csv.gz: cannot be unpacked .* export the file again"):
        stage(packed[:-2000], name="book.csv.gz")


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
def test_an_empty_file_is_an_error(stage, content):
    with pytest.raises(SourceError, match=r"book.csv: is empty"):
        stage(content)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1"])
def test_what_is_not_text_is_an_error(stage, start):
    with pytest.raises(SourceError, match=r"book.csv: is .* not delimited text"):
        stage(start + b"1234")


def test_a_zero_byte_is_an_error_with_its_line(stage):
    with pytest.raises(SourceError, match=r"book.csv: line 3: holds a zero byte"):
        stage(b"a,b\n1,2\n3,\x004\n")


@pytest.mark.parametrize("opened", ['"x,5', '3,"x'])
@pytest.mark.parametrize("followers", [2, 3_000_000])
def test_a_quote_that_never_closes_is_an_error_with_its_row(stage, opened, followers):
    with pytest.raises(SourceError, match=r"book.csv: row 4: a quote that opens here is never closed"):
        stage("a,b\n1,2\n1,2\n" + opened + "\n" + "6,7\n" * followers)


def test_a_quote_that_never_closes_in_the_only_column_is_an_error(stage):
    with pytest.raises(SourceError, match=r"row 3: a quote that opens here is never closed"):
        stage('a\n1\n"x\n5\n')


def test_quotes_may_be_part_of_the_texts(stage, rows):
    staged = stage('a,b\n1,"x\n', quote="")
    assert rows(staged) == [(2, "1", '"x')]


def test_mostly_misshapen_records_mean_a_wrong_format(stage):
    with pytest.raises(SourceError, match=r"row 2: 2 instead of 3\); name the delimiter"):
        stage("a;b;c\n" + "1;2\n" * 2000)


def test_a_byte_that_is_not_in_the_encoding_is_an_error_with_line_and_place(stage):
    content = "编号,姓名\n".encode() + b"1,x\n" * 400_000 + b"2,\xff\n"
    with pytest.raises(SourceError, match=r"line 400002, byte 1600016: ff 0a is not utf-8; .* encoding = "):
        stage(content, encoding="utf-8")


def test_encoding_and_delimiter_found_are_told(stage, rows):
    staged = stage("保单号;投保人\n1;张三\n".encode("gb18030"))
    assert (staged.encoding, staged.delimiter) == ("gb18030", ";")
    assert rows(staged) == [(2, "1", "张三")]


def test_the_same_bytes_have_the_same_fingerprint(stage):
    assert stage("a,b\n1,2\n").fingerprint == stage("a,b\n1,2\n", name="other.csv").fingerprint
    assert stage("a,b\n1,2\n").fingerprint != stage("a,b\n1,3\n").fingerprint


def test_a_failure_leaves_neither_a_file_nor_a_part_of_one(stage, tmp_path: Path):
    with pytest.raises(SourceError):
        stage('a,b\n1,2\n3,"x\n')
    assert [path.name for path in tmp_path.iterdir()] == ["book.csv"]


def test_progress_ends_at_the_whole_file(tmp_path: Path):
    path = tmp_path / "book.csv"
    path.write_text("a,b\n" + "1,2\n" * 1000)
    seen: list[tuple[int, int]] = []
    stage_file(path, format=Format(), to=tmp_path / "o.parquet", progress=lambda *both: seen.append(both))
    assert seen[-1] == (4004, 4004)


@pytest.mark.realdata
def test_the_spanish_book_is_read_whole(books: Path, tmp_path: Path):
    staged = stage_file(
        books / "es_motor" / "motor.csv", format=Format(), to=tmp_path / "o.parquet", progress=lambda *_: None
    )
    premium = pq.read_table(staged.path, columns=["source_row", "Premium"])
    assert (staged.read, staged.misshapen, staged.delimiter) == (84_722, (), ";")
    assert pc.max(premium["source_row"]).as_py() == 84_723
    assert pc.count_distinct(premium["source_row"]).as_py() == 84_722
