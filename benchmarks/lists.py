"""The four lists of a past day beside what came: who renewed, what it cost, and what prices did to renewal.

Reads a book of files through a mapping; a backtest as of `--as-of` knows nothing later, decides its renewals, and holds
them against what is known by `--until`: whether each renewed, at which price, and the claims of its next year. The
offers that the insurer really made were its own, not Kehu's, so the lists are judged as forecasts: the renewals of each
list by what they foretold, at the price that was really offered.

What a replay cannot prove: prices were not drawn at random, so how renewal goes with the price is what was seen, and no
proof of cause; nobody was declined because a list said so; and what another price would have brought was never tried.

    python -m benchmarks.lists --json --book FOLDER --mapping NAME --as-of DATE --until DATE
"""

from __future__ import annotations

import argparse
import datetime
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import judged_home
from benchmarks.measuring import machine, peak_memory_mib, show
from kehu.backtesting import backtest, read
from kehu.engines import EngineSettings


def main() -> None:
    """Load, replay the past, print what came of the decisions."""
    options = _options()
    with tempfile.TemporaryDirectory() as made:
        home = judged_home.loaded(Path(made) / "home", options.book, options, until=options.until)
        found = backtest(
            home,
            as_of=options.as_of,
            until=options.until,
            is_all_told=options.all_told,
            started_at=datetime.datetime.combine(options.until, datetime.time(), datetime.UTC),
            settings=EngineSettings(threads=2),
            report=lambda *_: None,
        )
        came = read(found).effects
    if came is None:
        raise SystemExit("the run decided no renewals")
    told = {"as_of": options.as_of.isoformat(), "until": options.until.isoformat()}
    told |= {name: [_short(row) for row in getattr(came, name)] for name in ("lists", "prices", "qualities")}
    told |= {"held_out": [_short(row) for row in came.held_out if row["line"] == "all"]}
    told |= {"movements": [_short(row) for row in came.movements]}
    show(
        {**told, "peak_memory_mib": round(peak_memory_mib(), 1), "machine": machine()},
        title="The four lists of the past",
        as_json=options.json,
    )


def _short(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its figures in four digits after the point."""
    return {name: round(value, 4) if isinstance(value, float) else value for name, value in row.items()}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--book", type=Path, required=True, help="a folder or file")
    parser.add_argument("--mapping", required=True, help="the mapping's name or file")
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, required=True, help="day of the lists")
    parser.add_argument(
        "--until", type=datetime.date.fromisoformat, required=True, help="day up to which they are followed"
    )
    parser.add_argument("--all-told", action="store_true", help="take claims as they stand by then")
    return parser.parse_args()


if __name__ == "__main__":
    main()
