"""A contender of `benchmarks.scale`, alone in its process: reads a book, learns, scores every row; prints JSON.

Kehu reads in DuckDB, learns on cells and scores by joining its tables; glum gets the same bins as categories of rows,
and LightGBM the plain columns. None of them is told the frequencies that the book was made by.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.measuring import peak_memory_mib
from kehu.engines import EngineSettings, open_engine
from kehu.statistics.rating.bins import Binning, numbers
from kehu.statistics.rating.cells import as_cells, cell_sums
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.fitting import fit
from kehu.statistics.rating.judging import deviances
from kehu.statistics.rating.pairs import screened, with_pairs
from kehu.statistics.rating.proposing import propose, value_weights
from kehu.statistics.rating.scoring import scored

FACTORS = ("age", "bonus", "density", "vehicle", "power")
FOLDS, PAIRS, MEMORY = 5, 2, "4GiB"
TREES, RATE, LEAVES = 300, 0.05, 31
POISSON = Family("poisson")
Floats = NDArray[np.float64]


def main() -> None:
    """Work, and print what it took."""
    name, path, threads = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    begun = time.perf_counter()
    told, judged = WORK[name](path, threads)
    seconds = round(time.perf_counter() - begun, 2)
    print(json.dumps({**told, "seconds": seconds, "peak_memory_mib": round(peak_memory_mib()), **judged}))


def by_kehu(path: Path, threads: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Bins and cells by the engine, tables on cells, scores by the engine into a file."""
    steps: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        settings = EngineSettings(threads=threads, memory=MEMORY, spill=Path(folder) / "spill")
        with open_engine(settings) as engine:
            step = _stopwatch(steps)
            rows = engine.read([path])
            learnt = rows.filter(rows.is_learnt)
            binnings = [_proposed(learnt, factor) for factor in FACTORS]
            sums = {"exposure": learnt.exposure, "claims": learnt.claims}
            cells = as_cells(
                cell_sums(learnt, binnings, sums=sums, fold=learnt.row % FOLDS).to_pyarrow(),
                binnings,
                weight="exposure",
                total="claims",
            )
            step("cells")
            main_tables = fit(cells, POISSON)
            pairs = [pair.factors for pair in screened(main_tables, cells, at_most=PAIRS)]
            model = with_pairs(main_tables, cells, pairs)
            step("fit")
            written = Path(folder) / "scores.parquet"
            engine.write(scored(rows.select("row", "is_learnt", "exposure", "claims", *FACTORS), model), written)
            step("score")
            held = engine.read([written]).filter(lambda row: ~row.is_learnt)
            told = held.select("claims", "exposure", "expected").to_pyarrow()
    steps |= {"cells": len(cells), "tables": len(model.tables)}
    return steps, _judged(*(told[name].to_numpy() for name in ("claims", "exposure", "expected")))


def by_glum(path: Path, threads: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """A generalised linear model of the same bins, one row a row, with a light ridge."""
    import tabmat  # noqa: PLC0415  only this contender may hold it in memory
    from glum import GeneralizedLinearRegressor  # noqa: PLC0415

    steps: dict[str, Any] = {}
    step = _stopwatch(steps)
    table = pq.read_table(path)
    with open_engine(EngineSettings(threads=threads, memory=MEMORY)) as engine:
        rows = engine.read([path])
        binnings = [_proposed(rows.filter(rows.is_learnt), factor) for factor in FACTORS]
    levels = [numbers(table[each.factor].to_numpy(zero_copy_only=False), each) for each in binnings]
    columns = [tabmat.CategoricalMatrix(level, drop_first=True) for level in levels]
    matrix = tabmat.SplitMatrix(columns)
    is_learnt, exposure, claims = (
        table[name].to_numpy(zero_copy_only=False) for name in ("is_learnt", "exposure", "claims")
    )
    del table, levels
    step("cells")
    learnt = np.flatnonzero(is_learnt)
    model = GeneralizedLinearRegressor(family="poisson", alpha=1e-6, l1_ratio=0)
    model.fit(matrix[learnt, :], claims[learnt] / exposure[learnt], sample_weight=exposure[learnt])
    step("fit")
    expected = model.predict(matrix)
    step("score")
    return steps, _judged(claims[~is_learnt], exposure[~is_learnt], expected[~is_learnt])


def by_lightgbm(path: Path, threads: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Boosted trees on the plain columns, as many as usual and none of them restricted."""
    import lightgbm  # noqa: PLC0415  only this contender may hold it in memory

    steps: dict[str, Any] = {}
    step = _stopwatch(steps)
    table = pq.read_table(path)
    codes = table["vehicle"].combine_chunks().dictionary_encode().indices.to_numpy()
    columns = [codes if factor == "vehicle" else table[factor].to_numpy() for factor in FACTORS]
    matrix = np.column_stack([column.astype(np.float32) for column in columns])
    is_learnt, exposure, claims = (
        table[name].to_numpy(zero_copy_only=False) for name in ("is_learnt", "exposure", "claims")
    )
    del table, columns
    step("cells")
    settings = {"objective": "poisson", "learning_rate": RATE, "num_leaves": LEAVES, "num_threads": threads}
    place = FACTORS.index("vehicle")
    data = lightgbm.Dataset(
        matrix[is_learnt],
        claims[is_learnt] / exposure[is_learnt],
        weight=exposure[is_learnt],
        categorical_feature=[place],
        params={"verbosity": -1},
    )
    model = lightgbm.train({**settings, "verbosity": -1}, data, TREES)
    step("fit")
    expected = np.asarray(model.predict(matrix, num_threads=threads))
    step("score")
    return {**steps, "trees": TREES}, _judged(claims[~is_learnt], exposure[~is_learnt], expected[~is_learnt])


def _proposed(rows: Any, factor: str) -> Binning:
    values = value_weights(rows, factor, weight=rows.exposure).to_pyarrow()
    return propose(factor, values["value"].to_pylist(), values["weight"].to_numpy())


def _judged(claims: Floats, exposure: Floats, expected: Floats) -> dict[str, Any]:
    """The mean Poisson deviance × 100 of the rows that were not learnt from."""
    found = deviances(POISSON, observed=claims / exposure, mean=expected, weight=exposure)
    return {"test_deviance_x100": round(100 * float(found.mean()), 4)}


def _stopwatch(steps: dict[str, Any]) -> Callable[[str], None]:
    """Notes the seconds since the last step."""
    last = [time.perf_counter()]

    def step(name: str) -> None:
        now = time.perf_counter()
        steps[f"{name}_seconds"] = round(now - last[0], 2)
        last[0] = now

    return step


WORK = {"kehu": by_kehu, "glum": by_glum, "lightgbm": by_lightgbm}

if __name__ == "__main__":
    main()
