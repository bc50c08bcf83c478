"""Writing a staged Parquet file: batches of texts in, a whole file out or none.

Takes Arrow columns of text with their row numbers; writes under a temporary name beside the file wanted and renames it
when all is written. Streaming, so that memory stays bounded, and a rename, so that nobody ever sees half a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kehu.stores.sources.staged import SOURCE_ROW

ROWS_IN_A_GROUP = 122_880


@dataclass
class Writer:
    """Takes batches of rows and gathers them into row groups; `rows` counts what was taken."""

    schema: pa.Schema
    file: pq.ParquetWriter
    waiting: list[pa.RecordBatch]
    rows: int = 0

    def add(self, numbers: np.ndarray, columns: Sequence[pa.Array]) -> None:
        """Take rows: their numbers, and one array of texts a column."""
        batch = pa.record_batch([pa.array(numbers, pa.int64()), *columns], schema=self.schema)
        self.rows += batch.num_rows
        self.waiting.append(batch)
        if sum(each.num_rows for each in self.waiting) >= ROWS_IN_A_GROUP:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        if self.waiting:
            self.file.write_table(pa.Table.from_batches(self.waiting, self.schema), row_group_size=ROWS_IN_A_GROUP)
            self.waiting.clear()


@contextmanager
def staging(to: Path, columns: Sequence[str]) -> Iterator[Writer]:
    """Write a staged file; it appears under its name only when the block ends without an error."""
    schema = pa.schema([(SOURCE_ROW, pa.int64()), *((name, pa.string()) for name in columns)])
    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        with pq.ParquetWriter(part, schema, compression="lz4", write_statistics=False) as file:
            writer = Writer(schema, file, [])
            yield writer
            writer.flush()
        part.replace(to)
    finally:
        part.unlink(missing_ok=True)
