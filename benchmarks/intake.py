"""Intake of a large file: `kehu load` against plain SQL that writes the same tables and judges nothing.

Makes a seeded file of the Spanish book's shape, or takes a book; gives seconds, peak memory, rows a second and steps.
Plain SQL is a floor, not a rival: it keeps no row numbers, no texts for rejects and no rules, and passes over what it
cannot read. Each side runs in a process of its own. The floor knows the Spanish book only; others have no ratio.

    python -m benchmarks.intake --json [--rows 1000000 | --book FOLDER --mapping NAME] [--memory 4GiB] [--repeats 3]
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
from kehu.engines import EngineSettings, rows_in
from kehu.loads import LoadReport, Request, find_mapping, load
from kehu.parameters import default_text
from kehu.stores.home import Home

HERE = Path(__file__).parent
SPANISH = "spanish_motor"
EXTRACTED = datetime.date(2018, 12, 31)
SEED = 7
MEASURED = ("seconds", "process_seconds", "cpu_seconds", "peak_memory_mib")


def main() -> None:
    """Compare, or carry out one side (`--only`, in the process that the comparison starts)."""
    options = _options()
    if options.only:
        print(json.dumps(one_side(options.only, options.book, mapping=options.mapping, memory=options.memory)))
        return
    with tempfile.TemporaryDirectory() as made:
        book = options.book or make(Path(made), rows=options.rows)
        figures = compare(book, mapping=options.mapping, memory=options.memory, repeats=options.repeats)
    show(figures, title="Intake", as_json=options.json)


def compare(book: Path, *, mapping: str, memory: str | None, repeats: int) -> dict[str, Any]:
    """Measure Kehu, and the floor where there is one, in turn; medians over the repeats."""
    shared = ["--book", str(book), "--mapping", mapping, *(["--memory", memory] if memory else [])]
    sides = ["kehu", "plain_sql"] if mapping == SPANISH else ["kehu"]
    runs: dict[str, list[dict[str, Any]]] = {side: [] for side in sides}
    for _ in range(repeats):
        for side in sides:
            runs[side].append(in_own_process("benchmarks.intake", "--only", side, *shared))
    ours = _medians(runs["kehu"])
    figures = {
        "mapping": mapping,
        "memory_limit": memory,
        "repeats": repeats,
        **ours,
        "rows_per_second": round(ours["rows"] / ours["seconds"]),
    }
    if "plain_sql" in runs:
        plain = _medians(runs["plain_sql"])
        figures["plain_sql"] = plain
        figures["ratio_to_plain_sql"] = round(ours["seconds"] / plain["seconds"], 3)
        figures["cpu_ratio_to_plain_sql"] = round(ours["cpu_seconds"] / plain["cpu_seconds"], 3)
    return {**figures, "machine": machine()}


def one_side(side: str, book: Path, *, mapping: str, memory: str | None) -> dict[str, Any]:
    """Carry out one side and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        if side == "plain_sql":
            figures = measure(lambda: take_in_by_hand(book, Path(folder), memory=memory))
            tables = {path.stem: rows_in(path) for path in sorted(Path(folder).glob("*.parquet"))}
            return {**figures, "table_rows": tables}
        reports: list[LoadReport] = []

        def work() -> int:
            reports.append(take_in(book, Path(folder, "home"), mapping=mapping, memory=memory))
            return reports[0].read

        return {**measure(work), **_told(reports[0])}


def take_in(book: Path, home: Path, *, mapping: str, memory: str | None) -> LoadReport:
    """Load a book into an empty home, as `kehu load` does."""
    home.mkdir()
    (home / "kehu.toml").write_text(default_text(), encoding="utf-8")
    read, text = find_mapping(mapping, [book])
    request = Request(
        mapping=read,
        mapping_text=text,
        extract_date=EXTRACTED,
        loaded_at=datetime.datetime.now().astimezone(),
        paths=[book],
    )
    return load(Home(home), request, settings=EngineSettings(memory=memory), report=lambda *_: None)


def take_in_by_hand(book: Path, folder: Path, *, memory: str | None) -> int:
    """The same tables by `intake_floor.sql`; gives the number of rows read."""
    (file,) = [book] if book.is_file() else book.glob("motor*.csv")
    statements = (HERE / "intake_floor.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SET temp_directory = '{folder / 'spill'}'")
        if memory:
            connection.execute(f"SET memory_limit = '{memory}'")
        connection.execute(statements.replace("{file}", str(file)).replace("{folder}", str(folder)))
        ((rows,),) = connection.execute("SELECT count(*) FROM policy_years").fetchall()
    return int(rows)


def make(folder: Path, *, rows: int, bad_share: float = 0.001) -> Path:
    """Write a file of the Spanish book's shape into a folder."""
    statements = (HERE / "spanish_rows.sql").read_text(encoding="utf-8")
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SET VARIABLE rows = {rows}")
        connection.execute(f"SET VARIABLE seed = {SEED}")
        connection.execute(f"SET VARIABLE bad_share = {bad_share}")
        connection.execute(statements.replace("{file}", str(folder / "motor.csv")))
    return folder


def _told(report: LoadReport) -> dict[str, Any]:
    return {
        "rows_accepted": report.accepted,
        "rows_rejected": report.rejected,
        "step_seconds": {name: round(seconds, 3) for name, seconds in report.steps.items()},
        "table_rows": {name: count.inserted for name, count in sorted(report.tables.items())},
    }


def _medians(runs: list[dict[str, Any]]) -> dict[str, Any]:
    return {**runs[0], **{name: round(statistics.median(run[name] for run in runs), 3) for name in MEASURED}}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.intake", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--rows", type=int, default=1_000_000, help="size of the file to make")
    parser.add_argument("--book", type=Path, help="a folder or file to take instead")
    parser.add_argument("--mapping", default=SPANISH, help="the mapping's name or file")
    parser.add_argument("--memory", help="memory limit of the engine, such as 4GiB")
    parser.add_argument("--repeats", type=int, default=3, help="how often each side runs")
    parser.add_argument("--only", choices=("kehu", "plain_sql"), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
