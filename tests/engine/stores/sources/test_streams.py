"""Bytes on their way: counted, unpacked, turned into UTF-8, and marked at the end."""

from __future__ import annotations

import gzip
import hashlib
import io
from pathlib import Path

import pytest

from kehu.stores.sources import SourceError, streams
from kehu.stores.sources.streams import END, Counted, Utf8, unpacked

TEXT = "保单号,保费\n甲1,100\n"
MARK = f"{END}\n".encode()


def written(path: Path, content: bytes) -> Counted:
    path.write_bytes(content)
    return Counted(path)


def utf8(content: bytes, *, encoding: str = "utf-8", skip: int = 0) -> bytes:
    stream = Utf8(io.BytesIO(content), encoding=encoding, origin="book.csv", skip=skip)
    return b"".join(iter(stream.read, b""))


def test_what_is_read_is_counted_and_the_rest_hashed_with_it(tmp_path: Path):
    content = TEXT.encode() * 1000
    with written(tmp_path / "book.csv", content) as counted:
        assert (counted.read(10), counted.done, counted.total) == (content[:10], 10, len(content))
        assert counted.fingerprint() == hashlib.sha256(content).hexdigest()
        assert counted.done == len(content)


@pytest.mark.parametrize("packed", [TEXT.encode(), gzip.compress(TEXT.encode())], ids=["plain", "gzip"])
def test_a_packed_file_is_unpacked_by_its_first_bytes(tmp_path: Path, packed: bytes):
    with unpacked(written(tmp_path / "book.csv", packed), origin="book.csv") as source:
        assert source.read() == TEXT.encode()


def test_a_damaged_packed_file_is_refused_with_what_to_do(tmp_path: Path):
    def read() -> None:
        with unpacked(written(tmp_path / "b.gz", gzip.compress(TEXT.encode())[:-9]), origin="b.gz") as source:
            source.read()

    with pytest.raises(SourceError, match=r"b\.gz: cannot be unpacked .*copy or export the file again"):
        read()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16-le"])
def test_every_encoding_becomes_utf8_with_a_mark_at_the_end(encoding: str):
    text = TEXT if encoding != "big5" else "保單號,保費\n"
    assert utf8(text.encode(encoding), encoding=encoding) == text.encode() + MARK


def test_the_mark_stands_on_a_line_of_its_own():
    assert utf8(b"a,b\n1,2") == b"a,b\n1,2\n" + MARK
    assert utf8(b"") == MARK


def test_the_first_bytes_can_be_left_out():
    assert utf8(b"title\na,b\n", skip=6) == b"a,b\n" + MARK


def test_bytes_of_another_encoding_are_refused_with_line_and_byte():
    with pytest.raises(SourceError, match=r"book\.csv: line 2, byte 7: b1 a3 .* is not utf-8; .*gb18030"):
        utf8("é,b\nx,".encode() + "保单".encode("gb18030"))


def test_a_character_cut_by_a_chunk_is_read_whole_and_a_broken_one_named_where_it_began(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(streams, "CHUNK", 4)
    assert utf8("abc保单\n".encode()) == "abc保单\n".encode() + MARK
    with pytest.raises(SourceError, match=r"line 2, byte 3: e4 bf 78"):
        utf8(b"ab\n\xe4\xbfxyz\n")


def test_a_zero_byte_is_refused_with_its_line():
    with pytest.raises(SourceError, match=r"book\.csv: line 3: holds a zero byte"):
        utf8(b"a,b\n1,2\n\0,3\n")
