"""Who buys next, from what he holds: the CoIL 2000 challenge.

Reads the 9,822 Dutch households of the challenge, in its order: 5,822 to learn from and 4,000 to be judged. The task is
to name 800 of the 4,000, of whom as many as can be have a caravan policy: 238 have one, so that chance finds 48; the
best of 43 entries found 121. Kehu's propensity (`kehu.statistics.propensity`) learns from the holdings; beside it stand
the shares of exact holdings leant on the share of all, and the propensity of all 85 columns.

    python -m benchmarks.cross_sell --json --data FILE
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray
from scipy.stats import rankdata

from benchmarks.measuring import machine, show
from kehu.statistics.propensity import fit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
LEARNT, ASKED = 5_822, 800
BOUGHT = "CARAVAN"


def main() -> None:
    """Learn, name, count."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--data", type=Path, required=True, help="the households as Parquet, in the challenge's order")
    options = parser.parse_args()
    rows = pq.read_table(options.data)
    came = rows[BOUGHT].to_numpy().astype(np.float64)
    holdings = [name for name in rows.column_names if name.startswith("P")]
    every = [name for name in rows.column_names if name != BOUGHT]
    levels = {name: np.column_stack([rows[one].to_numpy() for one in named]).astype(np.int64) for name, named in
              (("holdings", holdings), ("all columns", every))}  # fmt: skip
    scores = {
        "propensity of holdings": lambda: _propensity(levels["holdings"], came),
        "propensity of all columns": lambda: _propensity(levels["all columns"], came),
        "exact holdings": lambda: _exact(levels["holdings"], came),
    }
    found = {name: _judged(score, came[LEARNT:]) for name, score in scores.items()}
    told = {"buyers": int(came[LEARNT:].sum()), "by_chance": round(float(came[LEARNT:].mean() * ASKED), 1)}
    show({**told, "contenders": found, "machine": machine()}, title="CoIL 2000", as_json=options.json)


def _propensity(levels: Ints, came: Floats) -> Floats:
    """Kehu's, learnt from the first households."""
    return fit(levels[:LEARNT], np.ones(LEARNT), came[:LEARNT]).of(levels[LEARNT:])


def _exact(levels: Ints, came: Floats) -> Floats:
    """The share of those who hold just the same lines, leant on the share of all by moments."""
    keys = [tuple(row) for row in (levels > 0).astype(int).tolist()]
    count, bought = Counter(keys[:LEARNT]), Counter(key for key, one in zip(keys, came[:LEARNT], strict=False) if one)
    share = float(came[:LEARNT].mean())
    n, x = (np.array([one[key] for key in count], np.float64) for one in (count, bought))
    spread = float((n * (x / n - share) ** 2).sum()) - share * (1 - share) * (len(n) - 1)
    strength = share * (1 - share) * (n.sum() - (n**2).sum() / n.sum()) / spread
    return np.array([(bought[key] + strength * share) / (count[key] + strength) for key in keys[LEARNT:]])


def _judged(score: Any, came: Floats) -> dict[str, float]:
    """How many of those named bought, and how well all are ordered."""
    began = time.perf_counter()
    scores = score()
    seconds = time.perf_counter() - began
    named = np.lexsort((np.arange(len(scores)), -scores))[:ASKED]
    ranks, buyers = rankdata(scores), came.sum()
    auc = (ranks[came == 1].sum() - buyers * (buyers + 1) / 2) / (buyers * (len(came) - buyers))
    return {
        "found": int(came[named].sum()),
        "auc": round(float(auc), 4),
        "foretold": round(float(scores.mean()), 4),
        "came": round(float(came.mean()), 4),
        "seconds": round(seconds, 2),
    }


if __name__ == "__main__":
    main()
