"""Claim frequency out of sample: tables one can print, beside boosting that one cannot.

Reads a Parquet file with claim counts and exposure, every other column a factor (left out: a book made up with known
frequencies); gives for each contender the mean Poisson deviance × 100 a row, on the rows to judge and on those of
them whose combination of factors was not learnt. With a column of amounts the same for claim severity (gamma).

    python -m benchmarks.frequency --json [--data FILE --count COL --exposure COL] [--split COL] [--amount COL]
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import machine, peak_memory_mib, show
from benchmarks.rating_contenders import SEEDS, Prediction, contend
from benchmarks.rating_data import FOLDS, Asked, Data, made_up, opened, read
from kehu.engines import EngineSettings, open_engine
from kehu.statistics.rating.cells import Cells, summed
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.judging import calibration, deviances, gini, paired_difference

Floats = NDArray[np.float64]
REFERENCE = "lightgbm_unrestricted"
CAP = 0.99


def main() -> None:
    """Let all contenders learn, and judge them."""
    options = _options()
    begun = time.perf_counter()
    asked = Asked(options.count, options.exposure, options.split, options.amount, _factors(options), options.seed)
    with open_engine(EngineSettings(threads=options.threads)) as engine:
        table = opened(engine, options.data) if options.data else engine.read_arrow(made_up(options.rows, seed=1))
        data = read(engine, table, asked)
    figures = {
        "data": str(options.data.name) if options.data else f"made up, {options.rows} rows, seed 1",
        "learning_rows": len(data.learn),
        "test_rows": len(data.test),
        "test_rows_unseen": int(data.is_unseen.sum()),
        "factors": {name: binning.count for name, binning in data.learn.binnings.items()},
        "left_out": data.left_out,
        "folds": FOLDS,
        "seed": options.seed,
        "lightgbm_seeds": list(SEEDS),
        "frequency": frequency(data, threads=options.threads),
        "severity": severity(data, threads=options.threads),
        "seconds": round(time.perf_counter() - begun, 1),
        "peak_memory_mib": round(peak_memory_mib(), 1),
        "machine": machine(),
    }
    show(figures, title="Claim frequency", as_json=options.json)


def frequency(data: Data, *, threads: int) -> dict[str, Any]:
    """Mean Poisson deviance × 100 of each contender."""
    family = Family("poisson")
    found = contend(summed(data.learn), data.test, family, threads=threads)
    return _judged(found, data.test, data.is_unseen, family)


def severity(data: Data, *, threads: int) -> dict[str, Any] | None:
    """Mean gamma deviance × 100 a claim, on amounts a claim capped at a quantile of the learning rows'."""
    if data.learn_amount is None or data.test_amount is None:
        return None
    claims = [cells.total > 0 for cells in (data.learn, data.test)]
    a_claim = data.learn_amount[claims[0]] / data.learn.total[claims[0]]
    cap = float(np.quantile(a_claim, CAP))
    learn = _amounts(data.learn, data.learn_amount, cap)
    test = _amounts(data.test, data.test_amount, cap)
    found = contend(summed(learn), test, Family("gamma"), threads=threads)
    unseen = data.is_unseen[(data.test.total > 0) & (data.test_amount > 0)]
    return {"cap": round(cap, 2), **_judged(found, test, unseen, Family("gamma"))}


def _amounts(cells: Cells, amount: Floats, cap: float) -> Cells:
    """Rows with claims: weight is their count, total the amount, capped a claim."""
    chosen = (cells.total > 0) & (amount > 0)
    kept = cells.part(chosen)
    return replace(kept, weight=kept.total, total=np.minimum(amount[chosen] / kept.total, cap) * kept.total)


def _judged(found: dict[str, Prediction], test: Cells, unseen: NDArray[np.bool_], family: Family) -> dict[str, Any]:
    observed = test.total / test.weight
    by_name = {
        name: deviances(family, observed=observed, mean=prediction.mean, weight=test.weight) * 100
        for name, prediction in found.items()
    }
    # A row is one case of a count; a mean amount stands for as many cases as it has claims.
    cases = np.ones(len(test)) if family.name == "poisson" else test.weight
    return {
        name: {
            "deviance_x100": _mean(deviance, cases),
            "deviance_x100_unseen": _mean(deviance[unseen], cases[unseen]),
            **_against(deviance, by_name[REFERENCE]),
            "gini": round(gini(found[name].mean, weight=test.weight, total=test.total), 4),
            "actual_to_expected_by_tenth": _tenths(found[name].mean, test, family),
            **found[name].told,
        }
        for name, deviance in by_name.items()
    }


def _mean(deviance: Floats, cases: Floats) -> float | None:
    return round(float(deviance.sum() / cases.sum()), 4) if len(cases) else None


def _against(deviance: Floats, reference: Floats) -> dict[str, float]:
    difference, error = paired_difference(deviance, reference)
    return {"less_lightgbm": round(difference, 4), "standard_error_of_that": round(error, 4)}


def _tenths(mean: Floats, test: Cells, family: Family) -> list[float]:
    bands = calibration(family, observed=test.total / test.weight, mean=mean, weight=test.weight)
    return [round(band.observed / band.expected, 3) for band in bands if band.expected > 0]


def _factors(options: argparse.Namespace) -> tuple[str, ...] | None:
    return tuple(options.factors.split(",")) if options.factors else None


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.frequency", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--data", type=Path, help="a Parquet file, one row a policy and period")
    parser.add_argument("--count", default="claims", help="the column of claim counts")
    parser.add_argument("--exposure", default="exposure", help="the column of exposure in years")
    parser.add_argument("--split", help="the column that says learn or test (left out: one row in ten is drawn)")
    parser.add_argument("--amount", help="the column of claim amounts (left out: found, where there is one)")
    parser.add_argument("--factors", help="the factors, with commas (left out: all other columns)")
    parser.add_argument("--seed", type=int, default=1, help="deals rows to folds, and to the split")
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rows", type=int, default=200_000, help="rows of the book that is made up")
    return parser.parse_args()


if __name__ == "__main__":
    main()
