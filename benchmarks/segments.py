"""Times the live count of a segment: figures of a group beside the whole, beside a bare count of the same rows.

Reads a run of a home (its facts of customers); asks for segments of one, three and eight conditions, and, as the floor,
lets DuckDB count the rows of the same file that fulfil the same conditions in SQL. Both open the engine anew each time,
as the desk does. Milliseconds, median and 95th percentile.

    python -m benchmarks.segments --home FOLDER --json [--times 40]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.measuring import machine, show
from kehu.selection import Condition, Definition, select
from kehu.stores import run_folders
from kehu.stores.home import Home

CONDITIONS = (
    (Condition("grade", "is", ("A", "B")), "grade IN ('A', 'B')"),
    (Condition("services_last_year", "at_most", ("0",)), "services_last_year <= 0"),
    (Condition("lines", "holds", ("motor_commercial",)), "contains(lines, ',motor_commercial,')"),
    (Condition("kind", "is", ("person",)), "kind = 'person'"),
    (Condition("earned_premium", "at_least", ("500",)), "earned_premium >= 500"),
    (Condition("future_value", "at_least", ("100",)), "future_value >= 100"),
    (Condition("age_years", "between", ("25", "65")), "age_years BETWEEN 25 AND 65"),
    (Condition("claim_count", "at_most", ("2",)), "claim_count <= 2"),
)
COUNTS = (1, 3, 8)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    run = run_folders.current(Home(asked.home))
    if run is None:
        raise SystemExit(f"{asked.home}: has no run. Make one first: kehu run")
    path = run.table("customer_facts")
    found: dict[str, Any] = {}
    for count in COUNTS:
        chosen = CONDITIONS[:count]
        definition = Definition(tuple((condition,) for condition, _sql in chosen))
        where = " AND ".join(sql for _condition, sql in chosen)
        query = f"SELECT count(*) FROM read_parquet('{path}') WHERE {where}"
        if select(run, definition, scope="").chosen.customers != _counted(query):
            raise SystemExit(f"the segment and the bare count differ: {where}")
        own = timed(lambda definition=definition: select(run, definition, scope=""), asked.times)  # type: ignore[misc]
        floor = timed(lambda query=query: _counted(query), asked.times)  # type: ignore[misc]
        ratio = round(own["median"] / floor["median"], 1)
        found[f"conditions_{count}"] = {"segment": own, "bare_count": floor, "segment_to_bare_count": ratio}
    customers = _counted(f"SELECT count(*) FROM read_parquet('{path}')")
    show({"customers": customers, **found, **machine()}, title="Segments", as_json=asked.json)


def timed(work: Callable[[], object], times: int) -> dict[str, float]:
    """Milliseconds of a piece of work, done once beforehand."""
    work()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - begun))
    return {"median": round(statistics.median(taken), 1), "p95": round(statistics.quantiles(taken, n=20)[18], 1)}


def _counted(query: str) -> int:
    """A count in an engine that is opened for it."""
    with duckdb.connect(config={"threads": 2}) as connection:
        (count,) = connection.sql(query).fetchone() or (0,)
        return int(count)


if __name__ == "__main__":
    main()
