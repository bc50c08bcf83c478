"""The engine that computes: Ibis over DuckDB, in process.

Gives `Engine`: tables in from Parquet or Arrow, expressions out to Parquet or Arrow, within a memory limit.
The rest of Kehu writes Ibis expressions and never names the engine, so that another one can take its place.
"""

from __future__ import annotations

import datetime
import importlib.metadata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.backends.duckdb import Backend
from splink import DuckDBAPI
from splink.internals.splink_dataframe import SplinkDataFrame

ROW_GROUP = 122_880
FILED_ROW_GROUP = 2_048


class EngineError(RuntimeError):
    """The engine ran out of memory or disk, or failed by a fault of its own; the message says which and what to do."""


class EvaluationError(ValueError):
    """A query that the engine cannot evaluate; the message is the engine's."""


@dataclass(frozen=True)
class EngineSettings:
    """How much of the machine the engine may use.

    `memory` is a size such as "4GiB" (None: the engine's own rule), `threads` a count (None: all cores),
    `spill` the folder for what does not fit in memory (None: the system's folder for temporary files).
    """

    memory: str | None = None
    threads: int | None = None
    spill: Path | None = None


@dataclass(frozen=True)
class Engine:
    """An open engine. Tables that it gives stay valid until it is closed."""

    connection: Backend

    def read(self, paths: Sequence[Path]) -> ir.Table:
        """The rows of Parquet files of one schema, as one table."""
        return self.connection.read_parquet([str(path) for path in paths], union_by_name=True)

    def read_arrow(self, data: pa.RecordBatchReader | pa.Table) -> ir.Table:
        """Arrow data as a table, loaded at once; a reader is read batch by batch."""
        name, source = ibis.util.gen_name("arrow"), ibis.util.gen_name("source")
        self.connection.con.register(source, data)
        self.connection.raw_sql(f"CREATE TEMP TABLE {name} AS SELECT * FROM {source}")
        self.connection.con.unregister(source)
        return self.connection.table(name)

    def write(self, table: ir.Table, path: Path, *, filed_by: str = "") -> int:
        """Write a table as one Parquet file, in its own row order; gives the number of rows.

        Files of the same rows are the same to the byte only where the table itself is ordered. With `filed_by`, rows
        are sorted by that column and stand in small groups, from which those of one value are read at once.
        """
        # Sums of whole numbers are wider in the engine than Ibis believes, and wider ones would be written as doubles.
        whole = {name: _as_whole(table[name]) for name, kind in table.schema().items() if kind.is_int64()}
        rows = table.mutate(**whole)
        if filed_by:
            # A little larger than zstd, and read back in half the time.
            self.connection.to_parquet(
                rows.order_by(filed_by), str(path), compression="lz4_raw", row_group_size=FILED_ROW_GROUP
            )
        else:
            self.connection.to_parquet(rows, str(path), compression="zstd", row_group_size=ROW_GROUP)
        return rows_in(path)

    def keep(self, table: ir.Table) -> ir.Table:
        """Compute a table once and hold it in the engine, for use in several expressions."""
        return self.connection.create_table(ibis.util.gen_name("kept"), table, temp=True)

    def discard(self, table: ir.Table) -> None:
        """Free a table that is held and no longer needed."""
        self.connection.raw_sql(f"DROP TABLE {table.get_name()}")

    def linked(self, table: ir.Table) -> SplinkDataFrame:
        """A table that is held, as Splink reads it: Splink computes in this engine, within the same limits."""
        relation = self.connection.con.sql(f"SELECT * FROM {table.get_name()}")
        return DuckDBAPI(self.connection.con).register(relation, table_name=ibis.util.gen_name("linked"))

    def evaluate(self, table: ir.Table, select: Callable[[str], str]) -> ir.Table:
        """Evaluate SQL in the common dialect over one table and hold the result.

        `select` writes the query, given the name under which the table stands. Raises EvaluationError with the engine's
        own words where the query cannot be evaluated.
        """
        source, name = ibis.util.gen_name("source"), ibis.util.gen_name("evaluated")
        query = f"CREATE TEMP TABLE {name} AS WITH {source} AS ({ibis.to_sql(table)}) {select(source)}"
        try:
            self.connection.raw_sql(query)
        except duckdb.Error as error:
            raise EvaluationError(str(error).splitlines()[0]) from None
        return self.connection.table(name)


@contextmanager
def open_engine(settings: EngineSettings) -> Iterator[Engine]:
    """Open an engine for the time of a `with` block; its temporary files go with it.

    Raises EngineError, out of the block, where memory or disk is at an end or the engine itself has failed.
    """
    options: dict[str, str | int] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    if settings.memory:
        options["memory_limit"] = settings.memory
    if settings.threads:
        options["threads"] = settings.threads
    if settings.spill:
        options["temp_directory"] = str(settings.spill)
    connection = ibis.duckdb.connect(":memory:", **options)
    connection.raw_sql("CREATE TEMP MACRO as_whole(number) AS CAST(number AS BIGINT)")
    try:
        yield Engine(connection)
    except duckdb.OutOfMemoryException as error:
        told = str(error).splitlines()[0]
        raise EngineError(f"{told}. Allow more with --memory, or name a larger disk with --spill.") from error
    except duckdb.IOException as error:
        told = str(error).splitlines()[0]
        raise EngineError(f"{told}. Free space on the disk, or name a folder on a larger one with --spill.") from error
    except (duckdb.InternalException, duckdb.FatalException) as error:
        # A known race of DuckDB 1.5 in windows over a handful of rows (duckdb/duckdb 22352); it does not come twice.
        told = str(error).splitlines()[0]
        raise EngineError(
            f"The engine failed by a fault of its own ({told}). Nothing was kept: start again."
        ) from error
    finally:
        connection.disconnect()


@ibis.udf.scalar.builtin(name="as_whole")  # type: ignore[untyped-decorator]
def _as_whole(number: int) -> int:  # type: ignore[empty-body]
    """A number as a whole number of 64 bits, also where Ibis takes it for one already."""


@ibis.udf.scalar.builtin(name="try_strptime")  # type: ignore[untyped-decorator]
def _try_strptime(text: str, format: str) -> datetime.datetime:  # type: ignore[empty-body]
    """The engine's own reader of dates; null where the text does not fit."""


def parse_date(text: ir.StringValue, formats: Sequence[str]) -> ir.DateValue:
    """The date that a text gives in the first of some strptime formats that fits; null where none does."""
    return ibis.coalesce(*(_try_strptime(text, pattern) for pattern in formats)).date()


def rows_in(path: Path) -> int:
    """Number of rows in a Parquet file, read from its footer."""
    return int(pq.read_metadata(path).num_rows)


def greatest_in(path: Path, column: str) -> Any:
    """The greatest value of a column of a Parquet file that the engine wrote, from its footer; None without any."""
    metadata = pq.read_metadata(path)
    place = metadata.schema.names.index(column)
    statistics = [metadata.row_group(number).column(place).statistics for number in range(metadata.num_row_groups)]
    return max((group.max for group in statistics if group is not None and group.has_min_max), default=None)


def versions() -> dict[str, str]:
    """Versions of what computes: written into every manifest."""
    names = ("ibis-framework", "duckdb", "pyarrow", "numpy", "scipy", "splink")
    return {name: importlib.metadata.version(name) for name in names}
