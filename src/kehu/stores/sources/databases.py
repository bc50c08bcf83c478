"""Reads databases: a table or a query, from any database that SQLAlchemy knows by URL.

Reads rows through a server-side cursor; gives a `Staged` whose texts are written as those of a Parquet file are.
Nothing is ever changed, and no message shows a password.
"""

from __future__ import annotations

import datetime
import decimal
import hashlib
import math
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import sqlalchemy as sa
from sqlalchemy import exc

from kehu.stores.sources.staged import Progress, SourceError, Staged, column_names
from kehu.stores.sources.staging import staging

ROWS = 20_000
WHOLE = 1e15
A_QUERY = re.compile(r"^\s*(\(|(select|with|values)\b)", re.IGNORECASE)
DRIVERS = {
    "psycopg": "'kehu[postgresql]'",
    "psycopg2": "psycopg2-binary",
    "MySQLdb": "mysqlclient",
    "pymysql": "pymysql",
    "pyodbc": "pyodbc",
    "oracledb": "oracledb",
    "cx_Oracle": "cx_Oracle",
}


def stage_query(url: str, query: str, *, to: Path, progress: Progress) -> Staged:
    """Stage a table, by its name, or the rows of a SELECT; `progress` gets rows done and 0, the total being unknown.

    Raises SourceError where the database cannot be reached or the query not be answered.
    """
    address = _address(url)
    origin = f"{Path(address.database or address.host or address.drivername).name}: {query.strip()[:60]}"
    digest = hashlib.sha256()
    with _connection(address, origin) as connection:
        result = _answer(connection, query, origin=origin)
        columns = column_names(list(result.keys()), origin=origin)
        digest.update(repr(columns).encode())
        with staging(to, columns) as writer:
            for rows in result.partitions(ROWS):
                texts = _texts(rows, columns, origin=origin)
                digest.update(repr(texts).encode())
                start = writer.rows + 1
                writer.add(np.arange(start, start + len(rows)), [pa.array(each, pa.string()) for each in texts])
                progress(writer.rows, 0)
    return Staged(to, origin, columns, writer.rows, 0, (), None, None, digest.hexdigest())


def text_of(value: Any) -> str | None:
    """A database's value as text; raises TypeError for one that is no plain value.

    >>> text_of(decimal.Decimal("1.50")), text_of(3.0), text_of(datetime.datetime(2020, 1, 2)), text_of(True)
    ('1.50', '3', '2020-01-02', 'true')
    """
    if value is None or isinstance(value, str):
        return value
    write = next((write for kind, write in WRITERS if isinstance(value, kind)), None)
    if write is None:
        raise TypeError(type(value).__name__)
    return write(value)


def _fraction(value: float) -> str | None:
    if math.isnan(value):
        return None
    return str(int(value)) if value.is_integer() and abs(value) < WHOLE else repr(value)


def _instant(value: datetime.datetime) -> str:
    return value.replace(tzinfo=None).isoformat(sep=" ").removesuffix(" 00:00:00")


WRITERS: tuple[tuple[Any, Callable[[Any], str | None]], ...] = (
    (bool, lambda value: str(value).lower()),
    (int | uuid.UUID, str),
    (float, _fraction),
    (decimal.Decimal, lambda value: None if value.is_nan() else format(value, "f")),
    (datetime.datetime, _instant),
    (datetime.date | datetime.time, lambda value: value.isoformat()),
    (bytes | memoryview, lambda value: bytes(value).decode()),
)
"""How each kind of value is written; the first that fits, so that a flag is no number and an instant no date."""


def _texts(rows: Sequence[Any], columns: Sequence[str], *, origin: str) -> list[list[str | None]]:
    texts = []
    for name, values in zip(columns, zip(*rows, strict=True), strict=True):
        try:
            texts.append([text_of(value) for value in values])
        except (TypeError, UnicodeDecodeError) as error:
            raise SourceError(
                f"{origin}: column {name!r} holds values that are no text ({error}); cast it to text in the query, "
                "or leave it out"
            ) from None
    return texts


def _address(url: str) -> sa.URL:
    try:
        address = sa.make_url(url)
    except (exc.ArgumentError, ValueError):
        raise SourceError(
            "not a database URL; write it as kind://user:password@host/database, such as sqlite:///folder/book.db"
        ) from None
    file = address.database
    in_memory = file in (None, "", ":memory:") or (file or "").startswith("file:")
    if address.get_backend_name() == "sqlite" and not in_memory and not Path(str(file)).is_file():
        raise SourceError(f"{file}: there is no such database file; correct the path in the URL")
    return address


@contextmanager
def _connection(address: sa.URL, origin: str) -> Iterator[sa.Connection]:
    try:
        engine = sa.create_engine(address, poolclass=sa.NullPool)
    except exc.NoSuchModuleError:
        raise SourceError(
            f"{origin}: no driver is known for {address.drivername!r}; check the beginning of the URL"
        ) from None
    except ModuleNotFoundError as error:
        package = DRIVERS.get(str(error.name), str(error.name))
        raise SourceError(f"{origin}: the driver {error.name!r} is not installed; pip install {package}") from None
    try:
        with engine.connect() as connection:
            yield connection.execution_options(stream_results=True, yield_per=ROWS, no_parameters=True)
    except exc.SQLAlchemyError as error:
        told = str(getattr(error, "orig", None) or error).strip()
        raise SourceError(f"{origin}: the database says: {_without_secrets(told, address)}") from None


def _answer(connection: sa.Connection, query: str, *, origin: str) -> sa.CursorResult[Any]:
    if A_QUERY.match(query):
        return connection.exec_driver_sql(query.strip().rstrip(";"))
    schema, _, name = query.strip().rpartition(".")
    inspector = sa.inspect(connection)
    if not inspector.has_table(name, schema=schema or None):
        there = sorted([*inspector.get_table_names(schema or None), *inspector.get_view_names(schema or None)])
        raise SourceError(f"{origin}: there is no such table; there are: {', '.join(there[:20]) or 'none'}")
    return connection.execute(sa.select(sa.literal_column("*")).select_from(sa.table(name, schema=schema or None)))


def _without_secrets(told: str, address: sa.URL) -> str:
    secrets = [str(address.password or ""), *(str(value) for value in address.query.values())]
    for secret in filter(None, secrets):
        told = told.replace(secret, "***")
    return told
