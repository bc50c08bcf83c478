"""The trial behind decision 2: one task for three schema layers.

Makes a file of terms (rows in millions as given) where it is missing, then checks it three times with the layer named
and prints the rows that broke each rule, the least seconds, and the peak memory. Dataframely and pandera are no
dependencies of Kehu: install them beside it first.

    python docs/adr/0002-trial.py own 1
"""

# ruff: noqa: N805, PLC0415, T201 - the layers tried are imported by who tries them, and a trial prints

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ibis

from kehu.engines import EngineSettings, open_engine
from kehu.tables.schema import Table, code, date, money, rule, text

CHANNELS = ("agent", "broker", "direct")
FOLDER = Path(tempfile.gettempdir())
ROWS = """
    SELECT 't' || i AS term_id, 'p' || (i // 3) AS policy_id,
        CASE WHEN i % 1000 = 1 THEN NULL ELSE start END AS inception_date,
        (start + CASE WHEN i % 500 = 2 THEN -5 ELSE 365 END)::DATE AS expiry_date,
        (CASE WHEN i % 700 = 3 THEN -1 ELSE 1 END * (100 + hash(i * 7) % 90000 / 100.0))::DECIMAL(18, 2)
            AS written_premium,
        CASE WHEN i % 900 = 4 THEN 'X' ELSE ['agent', 'broker', 'direct'][(1 + hash(i) % 3)::BIGINT] END AS channel,
        DATE '2014-12-31' AS known_date
    FROM (SELECT i, (DATE '2015-01-01' + (hash(i) % 2000)::INT)::DATE AS start FROM range({rows}) AS numbers(i))
"""


class Terms(Table):
    """The table of the trial."""

    key = ("term_id",)

    term_id = text("Key", required=True)
    policy_id = text("Policy", required=True)
    inception_date = date("First day", required=True)
    expiry_date = date("Day after the last", required=True)
    written_premium = money("Premium", least=0)
    channel = code("Channel", *CHANNELS)
    known_date = date("Known", required=True)

    @rule(on="expiry_date", advice="Correct the date.")
    def expires_after_inception(row: Any) -> Any:
        """The expiry date lies after the inception date."""
        return row.expiry_date > row.inception_date


def own(path: Path) -> list[dict[str, Any]]:
    """Check with the classes of `kehu.tables.schema`."""
    with open_engine(EngineSettings(memory="4GiB", threads=2, spill=FOLDER)) as engine:
        rows = engine.read([path]).mutate(row_number=ibis.row_number())
        names = [ibis.ifelse((~holds).fill_null(False), name, ibis.null("string")) for name, holds in _conditions(rows)]
        marked = rows.mutate(rule=ibis.array(names).filter(lambda name: name.notnull()))
        engine.write(marked.filter(marked.rule.length() == 0).drop("rule"), FOLDER / "good.parquet")
        engine.write(marked.filter(marked.rule.length() > 0).unnest("rule"), FOLDER / "rejects.parquet")
        counts = engine.read([FOLDER / "rejects.parquet"]).group_by("rule").agg(rows=lambda rejects: rejects.count())
        return counts.order_by("rule").to_pyarrow().to_pylist()


def _conditions(rows: Any) -> Any:
    for column in Terms.columns.values():
        if column.required:
            yield f"{column.name} is given", rows[column.name].notnull()
        if column.least is not None:
            yield f"{column.name} is not below {column.least}", rows[column.name] >= column.least
        if column.codes:
            yield f"{column.name} is known", rows[column.name].isin(column.codes)
    for condition in Terms.rules:
        yield condition.name, condition.holds(rows)


def dataframely(path: Path) -> dict[str, int]:
    """Check with dataframely, lazily."""
    import dataframely as dy
    import polars as pl

    class Schema(dy.Schema):
        term_id = dy.String(nullable=False)
        policy_id = dy.String(nullable=False)
        inception_date = dy.Date(nullable=False)
        expiry_date = dy.Date(nullable=False)
        written_premium = dy.Decimal(18, 2, min=0, nullable=True)
        channel = dy.String(nullable=True, check=lambda channel: channel.is_in(CHANNELS))
        known_date = dy.Date(nullable=False)

        @dy.rule()
        def expires_after_inception(cls) -> Any:
            return pl.col("expiry_date") > pl.col("inception_date")

    good, failure = Schema.filter(pl.scan_parquet(path), eager=False)
    good.sink_parquet(FOLDER / "good.parquet")
    return failure.counts()


def pandera(path: Path) -> Any:
    """Check with pandera's Ibis backend; gives failures with a row and without one, and what dropping them leaves."""
    import ibis.expr.datatypes as dt
    import pandera.ibis as pa

    columns = {name: pa.Column(str, nullable=False) for name in ("term_id", "policy_id")}
    columns |= {name: pa.Column(dt.Date(), nullable=False) for name in ("inception_date", "expiry_date", "known_date")}
    columns["written_premium"] = pa.Column(dt.Decimal(18, 2), pa.Check.ge(0), nullable=True)
    columns["channel"] = pa.Column(str, pa.Check.isin(CHANNELS), nullable=True)
    check = pa.Check(lambda data: data.table.expiry_date > data.table.inception_date, name="expires_after_inception")
    rows = ibis.duckdb.connect(threads=2).read_parquet(path)
    try:
        pa.DataFrameSchema(columns, checks=[check]).validate(rows, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        left = pa.DataFrameSchema(columns, checks=[check], drop_invalid_rows=True).validate(rows, lazy=True)
        by_rule = cases.groupby(["column", "check"])["index"].agg(["size", "count"])
        return by_rule, f"{left.count().to_pyarrow()} rows are left when invalid ones are dropped"


def main(layer: str, millions: int) -> None:
    """Make the rows, check them, and print what it took."""
    path = FOLDER / f"terms_{millions}.parquet"
    if not path.exists():
        ibis.duckdb.connect().sql(ROWS.format(rows=millions * 10**6)).to_parquet(path)
    check = {"own": own, "dataframely": dataframely, "pandera": pandera}[layer]
    seconds = [_timed(check, path) for _ in range(3)]
    print(check(path))
    mebibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{min(seconds):.2f} s at least, {mebibytes} MiB at most")


def _timed(check: Callable[[Path], object], path: Path) -> float:
    start = time.perf_counter()
    check(path)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
