from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
from hypothesis import given
from hypothesis import strategies as st

from kehu.stores.sources import Format, stage_file

ALPHABET = st.one_of(
    st.sampled_from(list("ab1,;\t|\"'\n\r 险㐀𠮷ñé\ufeff\x1a")),
    st.characters(codec="utf-8", exclude_characters="\0"),
)
TEXT = st.text(ALPHABET, max_size=8)


def written(records: list[list[str]], *, delimiter: str, encoding: str) -> bytes:
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(records)
    return lines.getvalue().encode(encoding)


@given(
    records=st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(TEXT, min_size=width, max_size=width), max_size=8)
    ),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]),
)
def test_what_a_writer_writes_is_read_back_with_its_row_numbers(records, delimiter, encoding):
    heading = [f"h{place}" for place in range(len(records[0]) if records else 2)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.csv"
        path.write_bytes(written([heading, *records], delimiter=delimiter, encoding=encoding))
        named = Format(encoding=encoding, delimiter=delimiter)
        staged = stage_file(path, format=named, to=Path(folder) / "o.parquet", progress=lambda *_: None)
        read = [list(row.values()) for row in pq.read_table(staged.path).to_pylist()]
    expected = [[row, *record] for row, record in enumerate(records, start=2) if any(record)]
    assert read == expected
    assert staged.misshapen == ()


@given(widths=st.lists(st.integers(0, 4), max_size=40))
def test_good_misshapen_and_blank_add_up_and_keep_their_rows(widths):
    lines = [",".join([str(row)] * width) for row, width in enumerate(widths, start=2)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.csv"
        path.write_text("\n".join(["a,b", *lines]) + "\n")
        to = Path(folder) / "o.parquet"
        staged = stage_file(path, format=Format(delimiter=","), to=to, progress=lambda *_: None)
        read = pq.read_table(to).to_pylist()
    good = [row for row, width in enumerate(widths, start=2) if width == 2]
    assert [row["source_row"] for row in read] == [int(row["a"]) for row in read] == good
    assert staged.read == len(good) + len(staged.misshapen)
    assert staged.read + staged.blank == len(widths)
