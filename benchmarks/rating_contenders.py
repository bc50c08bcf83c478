"""The contenders of a rating benchmark: each learns from the same cells, and predicts the same rows.

Reads cells with folds; gives predicted means by name. Nothing here sees a row that is judged on; whatever a contender
chooses (penalties, pairs, how many trees) it chooses on folds of the learning rows.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kehu.statistics.rating.boosting import Growth, as_tables, boost, grown
from kehu.statistics.rating.cells import Cells
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.fitting import fit
from kehu.statistics.rating.model import RatingModel, predicted
from kehu.statistics.rating.pairs import screened, with_pairs

SEEDS = (1, 2, 3)
MOST_PAIRS = 25
UNRESTRICTED = Growth(leaves=15)
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Prediction:
    """What a contender predicts on the rows to judge, how large it is, and how long it took."""

    mean: Floats
    told: dict[str, Any]


def contend(learn: Cells, test: Cells, family: Family, *, threads: int) -> dict[str, Prediction]:
    """The predictions of all contenders, by name."""
    mains, main_tables = _timed(lambda: fit(learn, family), test)
    pairs = [each.factors for each in screened(mains, learn, at_most=MOST_PAIRS)]
    _, pair_tables = _timed(lambda: with_pairs(mains, learn, pairs), test)
    _, boosted = _timed(
        lambda: as_tables(boost(learn, family, seed=SEEDS[0], threads=threads, pairs=pairs), learn), test
    )
    unrestricted = _unrestricted(learn, test, family, threads)
    flat = np.full(len(test), family.overall_mean(learn.weight, learn.total))
    return {
        "mean_only": Prediction(flat, {}),
        "tables": main_tables,
        "tables_with_pairs": pair_tables,
        "boosted_tables": boosted,
        "lightgbm_unrestricted": unrestricted,
        "blend_of_tables_with_pairs_and_lightgbm": _blend(pair_tables, unrestricted),
        "blend_of_tables_with_pairs_and_boosted_tables": _blend(pair_tables, boosted),
    }


def _blend(first: Prediction, second: Prediction) -> Prediction:
    """The geometric mean of two; of two models that are tables it is a model of tables too."""
    return Prediction(np.sqrt(first.mean * second.mean), {"weights": [0.5, 0.5]})


def _unrestricted(learn: Cells, test: Cells, family: Family, threads: int) -> Prediction:
    """LightGBM with as many factors on a path as it likes: the mean of a few seeds."""
    begun, means, trees = time.perf_counter(), [], []
    for seed in SEEDS:
        boosted = grown(learn, family, seed=seed, threads=threads, growth=UNRESTRICTED, constraints=None)
        means.append(boosted.predicted(test))
        trees.append(boosted.trees.num_trees())
    told = {"seconds": round(time.perf_counter() - begun, 1), "seeds": list(SEEDS), "trees": trees}
    return Prediction(np.mean(means, axis=0), told)


def _timed(make: Callable[[], RatingModel], test: Cells) -> tuple[RatingModel, Prediction]:
    begun = time.perf_counter()
    model = make()
    used = [(table.exposure > 0).sum() for table in model.tables]
    told = {
        "seconds": round(time.perf_counter() - begun, 1),
        "tables": len(model.tables),
        "pairs": sum(len(table.factors) == 2 for table in model.tables),
        "levels": int(sum(used)),
    }
    return model, Prediction(predicted(model, test), told)
