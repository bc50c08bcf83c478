"""Fits and scores a frequency model on ever more terms: Kehu's tables, beside glum and LightGBM on the rows themselves.

Makes books with known frequencies (as `benchmarks.frequency` does) of several sizes as Parquet files, nine rows in ten
to learn from and the tenth to judge on. Every contender works in a process of its own, so that its memory is its own,
and does the same: read the file, learn, and score every row. Ratios are those of one run on one machine.

    python -m benchmarks.scale --json [--rows 678013 10000000] [--only kehu glum lightgbm] [--threads N]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measuring import in_own_process, machine, show
from benchmarks.rating_data import made_up

FRENCH, LARGE = 678_013, 10_000_000  # rows of the usual French book, and of a large insurer's
CONTENDERS = ("kehu", "glum", "lightgbm")
PART = 1_000_000


def main() -> None:
    """Let every contender work on every size, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[FRENCH, LARGE])
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, default=CONTENDERS)
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = {str(rows): contended(Path(folder), rows, asked.only, asked.threads) for rows in asked.rows}
    show({"rows": found, "threads": asked.threads, **machine()}, title="Scale", as_json=asked.json)


def contended(folder: Path, rows: int, names: Sequence[str], threads: int) -> dict[str, Any]:
    """What each contender took for a book of so many rows; the others also as ratios to Kehu."""
    path = folder / f"{rows}.parquet"
    write_book(path, rows)
    found = {name: in_own_process("benchmarks.scale_contenders", name, str(path), str(threads)) for name in names}
    path.unlink()
    own = found.get("kehu")
    for name, figures in found.items():
        if own and name != "kehu":
            for key in ("seconds", "peak_memory_mib"):
                figures[f"{key}_to_kehu"] = round(figures[key] / own[key], 2)
    return found


def write_book(path: Path, rows: int) -> None:
    """A book of so many rows, a million at a time; `split` says which rows are learnt from."""
    writer = None
    for number, first in enumerate(range(0, rows, PART)):
        part = made_up(min(PART, rows - first), seed=number + 1)
        is_learnt = pa.array([place % 10 != 0 for place in range(len(part))])
        part = part.append_column("is_learnt", is_learnt).append_column(
            "row", pa.array(range(first, first + len(part)), pa.int64())
        )
        writer = writer or pq.ParquetWriter(path, part.schema)
        writer.write_table(part)
    if writer:
        writer.close()


if __name__ == "__main__":
    main()
