"""Reads Parquet files, every column as text.

Reads a file batch by batch; gives a `Staged`. Values are written so that reading them back gives the same value:
decimals exactly, fractions by their shortest round trip, dates as yyyy-mm-dd; a whole number held as a fraction loses
its point, so that a key is the same key in every file.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from kehu.stores.sources.staged import Progress, SourceError, Staged, column_names
from kehu.stores.sources.staging import staging
from kehu.stores.sources.streams import Counted

ROWS = 65_536
WHOLE = 1e15


def stage_parquet(path: Path, *, to: Path, progress: Progress) -> Staged:
    """Stage a Parquet file; `progress` gets bytes of the file, in proportion to the rows done."""
    origin = path.name
    with Counted(path) as counted:
        fingerprint, size = counted.fingerprint(), counted.total
    try:
        with pq.ParquetFile(path) as file:
            columns = _columns(file.schema_arrow, origin=origin)
            total = file.metadata.num_rows
            with staging(to, columns) as writer:
                for batch in file.iter_batches(batch_size=ROWS):
                    numbers = np.arange(writer.rows + 1, writer.rows + 1 + batch.num_rows)
                    writer.add(numbers, texts(batch, origin=origin))
                    progress(size * writer.rows // total, size)
    except (pa.ArrowInvalid, OSError) as error:
        raise SourceError(f"{origin}: is damaged or not a Parquet file ({error}); write it again") from None
    return Staged(to, origin, columns, total, 0, (), None, None, fingerprint)


def texts(batch: pa.RecordBatch, *, origin: str) -> list[pa.Array]:
    """Every column of a batch as text; raises SourceError, naming the column, for bytes that are not text."""
    return [_named_text(column, name, origin) for name, column in zip(batch.schema.names, batch.columns, strict=True)]


def as_text(values: pa.Array) -> pa.Array:
    """An array of plain values as texts.

    >>> as_text(pa.array([120003.0, 0.1, float("nan")])).to_pylist()
    ['120003', '0.1', None]
    """
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    if pa.types.is_floating(values.type):
        return _fraction_as_text(values)
    if pa.types.is_timestamp(values.type):
        values = pc.local_timestamp(values) if values.type.tz else values
    text = values.cast(pa.string())
    if pa.types.is_temporal(values.type):
        text = pc.replace_substring_regex(text, r"\.0+$", "")
        text = pc.replace_substring_regex(text, " 00:00:00$", "")
    return text


def _fraction_as_text(values: pa.Array) -> pa.Array:
    if pa.types.is_float16(values.type):
        values = values.cast(pa.float32())
    known = pc.if_else(pc.is_nan(values), None, values)
    is_whole = pc.and_(pc.equal(pc.round(known), known), pc.less(pc.abs(known), WHOLE))
    whole = pc.if_else(is_whole, known, None).cast(pa.int64()).cast(pa.string())
    return pc.if_else(is_whole, whole, known.cast(pa.string()))


def _named_text(column: pa.Array, name: str, origin: str) -> pa.Array:
    try:
        return as_text(column)
    except pa.ArrowInvalid:
        raise SourceError(f"{origin}: column {name!r} holds bytes that are not text; write it as text") from None


def _columns(schema: pa.Schema, *, origin: str) -> tuple[str, ...]:
    for field in schema:
        if pa.types.is_nested(field.type) or pa.types.is_duration(field.type) or pa.types.is_interval(field.type):
            raise SourceError(
                f"{origin}: column {field.name!r} is of type {field.type}, not one plain value a row; "
                "write its parts as columns of their own, or leave it out"
            )
    return column_names(schema.names, origin=origin)
