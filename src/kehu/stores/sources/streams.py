"""Bytes of a source on their way: counted and hashed, unpacked where they are packed, and turned into UTF-8.

Reads a file; gives a stream of UTF-8 that ends in a mark of our own. One pass does all, since a file may be larger than
memory; the mark shows whether the last record was closed, for a reader of records swallows it when a quote stands open.
"""

from __future__ import annotations

import codecs
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from kehu.stores.sources.staged import SourceError

END = "\x02the end of the file\x03"
GZIP = b"\x1f\x8b"
CHUNK = 1 << 20


class Counted(io.RawIOBase):
    """A file that counts and hashes what is read from it."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("rb", buffering=0)
        self.total = path.stat().st_size
        self.done = 0
        self.hash = hashlib.sha256()

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill a buffer with the next bytes."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        size = self.file.readinto(view) or 0
        self.hash.update(view[:size])
        self.done += size
        return size

    def fingerprint(self) -> str:
        """SHA-256 of the whole file; reads what is left of it."""
        while self.read(CHUNK):
            pass
        return self.hash.hexdigest()

    def close(self) -> None:
        """Close the file."""
        self.file.close()
        super().close()


@contextmanager
def unpacked(counted: Counted, *, origin: str) -> Iterator[BinaryIO]:
    """The bytes of a file, unpacked where it is a gzip file; raises SourceError where that is damaged."""
    buffered = io.BufferedReader(counted, CHUNK)
    packed = buffered.peek(2)[:2] == GZIP
    try:
        with buffered:
            yield cast(BinaryIO, gzip.GzipFile(fileobj=buffered) if packed else buffered)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise SourceError(f"{origin}: cannot be unpacked ({error}); copy or export the file again") from None


class Utf8(io.RawIOBase):
    """The text of a file as UTF-8 without its first `skip` bytes, with an END record after it."""

    def __init__(self, source: BinaryIO, *, encoding: str, origin: str, skip: int) -> None:
        self.source = source
        self.encoding = encoding
        self.origin = origin
        self.decoder = codecs.getincrementaldecoder(encoding)()
        self.skip = skip
        self.lines = 1
        self.offset = 0
        self.ended = False
        self.last = b"\n"

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """The next bytes of UTF-8, about as many as asked for; b"" at the end."""
        while not self.ended:
            chunk = self.source.read(max(size, CHUNK))
            text = self._decoded(chunk)
            self.ended = not chunk
            text = text + self._end() if self.ended else text
            self.last = text[-1:] or self.last
            skipped = min(self.skip, len(text))
            self.skip -= skipped
            if len(text) > skipped:
                return text[skipped:] if skipped else text
        return b""

    def _end(self) -> bytes:
        separator = "" if self.last in b"\r\n" else "\n"
        return f"{separator}{END}\n".encode()

    def _decoded(self, chunk: bytes) -> bytes:
        pending = self.decoder.getstate()[0]
        if self.encoding == "utf-8" and not pending and chunk.isascii():
            text = chunk
        else:
            try:
                text = self.decoder.decode(chunk, final=not chunk).encode()
            except UnicodeDecodeError as error:
                raise self._undecodable(pending + chunk, error, self.offset - len(pending)) from None
        if b"\0" in text:
            raise self._holds_a_nul(text)
        self.lines += text.count(b"\n")
        self.offset += len(chunk)
        return text

    def _undecodable(self, data: bytes, error: UnicodeDecodeError, start: int) -> SourceError:
        line = self.lines + data[: error.start].count(b"\n")
        bad = data[error.start : error.start + 4].hex(" ")
        return SourceError(
            f"{self.origin}: line {line}, byte {start + error.start}: {bad} is not {self.encoding}; "
            'repair that line, or name the encoding of the file, such as encoding = "gb18030" or "cp1252"'
        )

    def _holds_a_nul(self, text: bytes) -> SourceError:
        line = self.lines + text[: text.index(b"\0")].count(b"\n")
        return SourceError(
            f"{self.origin}: line {line}: holds a zero byte, so it is damaged or not a text file; export it again"
        )
