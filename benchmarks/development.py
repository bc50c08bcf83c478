"""Developed claims against what they truly came to, on simulated insurers whose truth is known.

Reads a number of customers and of seeds; gives, over all seeds and six as-of dates, the mean error of claims and
amounts as known, and as developed: of all past years, and of the year that ends on the date, that one by line too.
An error is the sum of what the lines are off by, or (`bias`) what they are off by on the whole, in percent of truth.

    python -m benchmarks.development --json [--customers 20000] [--seeds 8] [--years 5]
"""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.drawn_insurer import DrawnInsurer, draw_insurer
from benchmarks.measuring import machine, show
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.parameters import Parameters, default_text, parse
from kehu.stages.risk.development import develop, with_developed_amounts
from kehu.stages.risk.exposure import exposure
from kehu.stages.risk.losses import claims_known
from kehu.stages.risk.ultimates import ultimates

DATES = ((1, 6, 30), (2, 3, 31), (2, 12, 31), (3, 9, 30), (4, 5, 15), (4, 12, 31))  # year of the span, month, day
FIRST_YEAR = 2020
MEASURES = {"count": ("claim_count", "ultimate_count"), "amount": ("incurred", "ultimate_incurred")}
UNITS = {"count": 1, "amount": 100}

Row = dict[str, Any]


def main() -> None:
    """Measure and print."""
    options = _options()
    assumed = parse(default_text(), name="default")
    rows: list[Row] = []
    with open_engine(EngineSettings()) as engine:
        for seed in range(1, options.seeds + 1):
            insurer = draw_insurer(engine, customers=options.customers, years=options.years, seed=seed)
            rows += [row | {"seed": seed} for row in judged(engine, insurer, assumed=assumed, years=options.years)]
    figures = {"customers": options.customers, "seeds": options.seeds, **errors(rows), "machine": machine()}
    show(figures, title="Development", as_json=options.json)


def judged(engine: Engine, insurer: DrawnInsurer, *, assumed: Parameters, years: int) -> Iterator[Row]:
    """Known, developed and true claims of every line and year, as of every date within the span."""
    for year, month, day in DATES:
        if year < years:
            as_of = datetime.date(FIRST_YEAR + year, month, day)
            snapshot = insurer.book.as_of(as_of)
            pattern = engine.keep(develop(snapshot=snapshot, parameters=assumed.development))
            claims = with_developed_amounts(claims=claims_known(snapshot=snapshot), pattern=pattern)
            covered = exposure(snapshot=snapshot, identities=insurer.identities)
            found = ultimates(exposure=covered, claims=claims, pattern=pattern).to_pyarrow().to_pylist()
            true = insurer.true_ultimates(as_of)
            for row in found:
                count, amount = true[row["line"], row["years_ago"]]
                yield {**row, "as_of": as_of, "true_count": count, "true_amount": amount}


def errors(rows: list[Row]) -> dict[str, Any]:
    """Mean errors in percent: by measure, by span of years, and by line."""
    lines = sorted({row["line"] for row in rows})
    spans = {"all_years": rows, "last_year": [row for row in rows if row["years_ago"] == 0]}
    return {
        measure: {
            **{span: _error(chosen, measure) for span, chosen in spans.items()},
            "last_year_by_line": {
                line: _error([row for row in spans["last_year"] if row["line"] == line], measure) for line in lines
            },
        }
        for measure in MEASURES
    }


def _error(rows: list[Row], measure: str) -> dict[str, float]:
    """Errors of what is known and of what is developed, means over seeds and dates."""
    runs = sorted({(row["seed"], row["as_of"]) for row in rows})
    found: dict[str, list[float]] = {}
    for run in runs:
        mine = [row for row in rows if (row["seed"], row["as_of"]) == run]
        true = _by_line(mine, f"true_{measure}")
        for state, column in zip(("known", "developed"), MEASURES[measure], strict=True):
            off = {line: total / UNITS[measure] - true[line] for line, total in _by_line(mine, column).items()}
            whole = sum(true.values())
            found.setdefault(f"{state}_error_percent", []).append(100 * sum(map(abs, off.values())) / whole)
            found.setdefault(f"{state}_bias_percent", []).append(100 * sum(off.values()) / whole)
    return {name: round(float(np.mean(values)), 2) for name, values in found.items()}


def _by_line(rows: list[Row], column: str) -> dict[str, float]:
    sums: dict[str, float] = {}
    for row in rows:
        sums[row["line"]] = sums.get(row["line"], 0.0) + float(row[column])
    return sums


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Developed claims against the truth of simulated insurers.")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--customers", type=int, default=20_000, help="customers of each insurer")
    parser.add_argument("--seeds", type=int, default=8, help="insurers")
    parser.add_argument("--years", type=int, default=5, help="years of each insurer")
    return parser.parse_args()


if __name__ == "__main__":
    main()
