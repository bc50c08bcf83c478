"""The simulated insurer of any size: how long it takes to write, and in how much memory.

Reads a number of customers and a seed; gives seconds, peak memory, rows by kind of file, and bytes.

    python -m benchmarks.simulation --json [--customers 50000] [--years 5] [--seed 7] [--first-year 2020]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.measuring import machine, measure, show
from kehu.simulation import simulate

TERMS = ("保险期间", "合同期间")


def main() -> None:
    """Simulate once, into a folder that is removed again."""
    options = _options()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "insurer")
        rows: dict[str, int] = {}

        def work() -> int:
            summary = simulate(
                folder=folder,
                customers=options.customers,
                years=options.years,
                seed=options.seed,
                first_year=options.first_year,
                progress=_silently,
            )
            rows.update(summary.rows)
            return sum(rows.values())

        figures = measure(work)
        written = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    terms = sum(count for name, count in rows.items() if Path(name).stem in TERMS)
    asked = {name: getattr(options, name) for name in ("customers", "years", "seed", "first_year")}
    more = {"terms": terms, "written_mib": round(written / 2**20, 1), "machine": machine()}
    show({**asked, **figures, **more}, title="Simulation", as_json=options.json)


def _silently(title: str, done: int, total: int) -> None:
    """Tell nobody how far it is."""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How long the simulated insurer takes to write.")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--customers", type=int, default=50_000)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--first-year", type=int, default=2020)
    return parser.parse_args()


if __name__ == "__main__":
    main()
