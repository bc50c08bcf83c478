"""Accounts of a large book: Kehu's stage against the same aggregation written by hand in SQL.

Reads a folder of Parquet files in the vocabulary's shape (policies, terms, claims, identities, perhaps endorsements),
or makes one; gives seconds, peak memory, rows a second and the ratio to plain SQL.
Both write their accounts to Parquet, in turn and each in a process of its own, and must agree on every total to the
cent. `seconds` runs from the opening of the engine to the file on disk; `process_seconds` counts start and imports too.

    python -m benchmarks.accounts --json [--terms 10000000 | --data FOLDER] [--as-of DATE] [--memory 4GiB] [--repeats 3]
"""

from __future__ import annotations

import argparse
import datetime
import json
import statistics
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.measuring import in_own_process, machine, measure, show
from kehu import parameters
from kehu.engines import EngineSettings, open_engine
from kehu.stages import accounts
from kehu.tables import SOURCES, Book, Versions

HERE = Path(__file__).parent
SOURCE_TABLES = ("policies", "terms", "endorsements", "claims")
TOTALS = ("exposure_days", "written_premium", "earned_premium", "incurred", "commission", "expenses", "result")
SIDES = ("plain_sql", "kehu")
NO_ENDORSEMENTS = """
    SELECT NULL::VARCHAR AS term_id, NULL::DATE AS effective_date, NULL::DECIMAL(18, 2) AS premium_change,
           NULL::DECIMAL(18, 2) AS commission_change, NULL::DATE AS known_date WHERE FALSE"""


class DisagreementError(RuntimeError):
    """The two sides do not give the same totals; the message names both."""


def main() -> None:
    """Compare, or carry out one side (`--only`, in the process that the comparison starts)."""
    options = _options()
    if options.only:
        print(json.dumps(one_side(options.only, options.data, as_of=options.as_of, memory=options.memory), default=str))
        return
    with tempfile.TemporaryDirectory() as made:
        data = options.data or make(Path(made), terms=options.terms)
        as_of = options.as_of or last_known(data)
        figures = compare(data, as_of=as_of, memory=options.memory, repeats=options.repeats)
    show(figures, title="Accounts", as_json=options.json)


def compare(data: Path, *, as_of: datetime.date, memory: str | None, repeats: int) -> dict[str, Any]:
    """Measure both sides in turn; medians over the repeats. Raises DisagreementError where totals differ."""
    shared = ["--data", str(data), "--as-of", as_of.isoformat(), *(["--memory", memory] if memory else [])]
    runs: dict[str, list[dict[str, Any]]] = {side: [] for side in SIDES}
    for _ in range(repeats):
        for side in SIDES:
            runs[side].append(in_own_process("benchmarks.accounts", "--only", side, *shared))
    plain, ours = (_medians(runs[side]) for side in SIDES)
    if plain["totals"] != ours["totals"]:
        raise DisagreementError(f"plain SQL gives {plain['totals']}, Kehu {ours['totals']}")
    terms = _count(data / "terms.parquet")
    return {
        "terms": terms,
        "as_of": as_of.isoformat(),
        "memory_limit": memory,
        "repeats": repeats,
        "rows": ours["rows"],
        "seconds": ours["seconds"],
        "process_seconds": ours["process_seconds"],
        "cpu_seconds": ours["cpu_seconds"],
        "peak_memory_mib": ours["peak_memory_mib"],
        "rows_per_second": round(terms / ours["seconds"]),
        "plain_sql": {
            name: value for name, value in plain.items() if name not in ("rows", "totals", "process_seconds")
        },
        "ratio_to_plain_sql": round(ours["seconds"] / plain["seconds"], 3),
        "cpu_ratio_to_plain_sql": round(ours["cpu_seconds"] / plain["cpu_seconds"], 3),
        "totals": ours["totals"],
        "machine": machine(),
    }


def one_side(side: str, data: Path, *, as_of: datetime.date, memory: str | None) -> dict[str, Any]:
    """Carry out one side and measure it; gives the figures and the totals of its accounts."""
    with tempfile.TemporaryDirectory() as folder:
        output, spill = Path(folder, "accounts.parquet"), Path(folder, "spill")
        carry_out = settle if side == "kehu" else settle_by_hand
        figures = measure(lambda: carry_out(data, output, as_of=as_of, memory=memory, spill=spill))
        return {**figures, "totals": _totals(output)}


def settle(data: Path, output: Path, *, as_of: datetime.date, memory: str | None, spill: Path) -> int:
    """The stage as a run carries it out, through the only door to the book."""
    assumed = parameters.parse(parameters.default_text(), name="default.toml")
    with open_engine(EngineSettings(memory=memory, spill=spill)) as engine:
        paths = {name: data / f"{name}.parquet" for name in SOURCE_TABLES}
        there = {name: engine.read([path]) for name, path in paths.items() if path.exists()}
        book = Book({name: Versions(rows, SOURCES[name], has_updates=False) for name, rows in there.items()})
        identities = engine.read([data / "identities.parquet"])
        settled = accounts.settle(snapshot=book.as_of(as_of), identities=identities, parameters=assumed)
        return engine.write(settled, output)


def settle_by_hand(data: Path, output: Path, *, as_of: datetime.date, memory: str | None, spill: Path) -> int:
    """The same accounts by `accounts.sql`."""
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SET temp_directory = '{spill}'")
        if memory:
            connection.execute(f"SET memory_limit = '{memory}'")
        for name in (*SOURCE_TABLES, "identities"):
            connection.execute(f"CREATE VIEW {name} AS {_rows_of(data, name)}")
        connection.execute(f"SET VARIABLE as_of = DATE '{as_of}'")
        connection.execute((HERE / "accounts.sql").read_text(encoding="utf-8").replace("{output}", str(output)))
    return _count(output)


def make(folder: Path, *, terms: int) -> Path:
    """Write a made-up book of that many terms into a folder."""
    statements = (HERE / "accounts_book.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(statements.replace("{terms}", str(terms)).replace("{folder}", str(folder)))
    return folder


def last_known(data: Path) -> datetime.date:
    """The last day on which a term became known: by then the whole book is there."""
    found: datetime.date = _row(f"SELECT max(known_date) FROM '{data}/terms.parquet'")[0]
    return found


def _rows_of(data: Path, name: str) -> str:
    path = data / f"{name}.parquet"
    return f"FROM '{path}'" if path.exists() else NO_ENDORSEMENTS


def _totals(output: Path) -> dict[str, str]:
    row = _row(f"SELECT {', '.join(f'sum({name})' for name in TOTALS)} FROM '{output}'")
    return {name: str(total) for name, total in zip(TOTALS, row, strict=True)}


def _count(path: Path) -> int:
    return int(_row(f"SELECT count(*) FROM '{path}'")[0])


def _row(query: str) -> tuple[Any, ...]:
    with duckdb.connect() as connection:
        (row,) = connection.execute(query).fetchall()
    return tuple(row)


def _medians(runs: list[dict[str, Any]]) -> dict[str, Any]:
    measured = ("seconds", "process_seconds", "cpu_seconds", "peak_memory_mib")
    return {**runs[0], **{name: round(statistics.median(run[name] for run in runs), 3) for name in measured}}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accounts", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--terms", type=int, default=10_000_000, help="size of the book to make")
    parser.add_argument("--data", type=Path, help="a folder of Parquet files to take instead")
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, help="default: the last day a term became known")
    parser.add_argument("--memory", help="memory limit of the engine, such as 4GiB")
    parser.add_argument("--repeats", type=int, default=3, help="how often each side runs")
    parser.add_argument("--only", choices=SIDES, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
