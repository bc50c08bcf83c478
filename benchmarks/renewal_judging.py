"""Judging probabilities of renewal: how well they sort, how far off they are, and a boosted model on the same features.

Reads Arrow tables of occasions with their features; gives plain numbers.
The challenger sees exactly the columns that the tables may use, of the same occasions; how many trees it grows is
chosen on a quarter of the policies that it learns from, and its figure is the mean of some seeds.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import lightgbm
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.special import expit, logit

from kehu.statistics.rating import judging
from kehu.statistics.rating.families import Family

Floats = NDArray[np.float64]
ODDS = Family("binomial")
SETTINGS = {
    **{"objective": "binary", "learning_rate": 0.03, "num_leaves": 15, "min_data_in_leaf": 50, "verbosity": -1},
    **{"feature_fraction": 0.8, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 1.0, "num_threads": 1},
}
MOST_TREES, PATIENCE, SEEDS = 1500, 50, (1, 2, 3)


def figures(renewed: Floats, foretold: Floats) -> dict[str, Any]:
    """Area under the curve, log loss, and slope and intercept of calibration (1 and 0 where it is right)."""
    ones = np.ones_like(renewed)
    slope, intercept = calibration_line(renewed, foretold)
    return {
        "auc": round(judging.auc(foretold, weight=ones, total=renewed), 4),
        "log_loss": round(log_loss(renewed, foretold), 5),
        "calibration_slope": round(slope, 3),
        "calibration_intercept": round(intercept, 3),
        "mean_foretold": round(float(foretold.mean()), 4),
    }


def log_loss(renewed: Floats, foretold: Floats) -> float:
    """The mean of minus the log of the probability of what came."""
    ones = np.ones_like(renewed)
    return float(judging.deviances(ODDS, observed=renewed, mean=foretold, weight=ones).mean()) / 2


def calibration_line(renewed: Floats, foretold: Floats) -> tuple[float, float]:
    """The logistic regression of what came on the log odds foretold: slope and intercept."""
    design = np.column_stack([logit(np.clip(foretold, 1e-9, 1 - 1e-9)), np.ones_like(foretold)])
    found = np.array([1.0, 0.0])
    for _ in range(20):
        mean = expit(design @ found)
        information = design.T @ (design * (mean * (1 - mean))[:, None])
        found = found + np.linalg.solve(information, design.T @ (renewed - mean))
    return float(found[0]), float(found[1])


def deciles(renewed: Floats, foretold: Floats) -> list[dict[str, float]]:
    """Tenths by probability: how many, foretold, came, and the 95 % interval for what was to come if all is right."""
    bands = judging.calibration(ODDS, observed=renewed, mean=foretold, weight=np.ones_like(renewed), bands=10)
    names = ("expected", "observed", "lower", "upper")
    return [
        {"occasions": band.weight} | {name: round(getattr(band, name) / band.weight, 4) for name in names}
        for band in bands
    ]


def boosted(past: pa.Table, judged: pa.Table, names: Sequence[str]) -> list[Floats]:
    """The challenger's probabilities for the judged occasions, one list a seed."""
    codes = {name: _codes(past, name) for name in names}
    learned, asked = (_matrix(table, codes) for table in (past, judged))
    renewed = came(past)
    policies = np.unique(past["policy_id"].to_pylist(), return_inverse=True)[1]
    return [_of_seed(learned, renewed, asked, policies, codes, seed) for seed in SEEDS]


def came(table: pa.Table) -> Floats:
    """1 for an occasion that renewed, 0 for one that did not."""
    found: Floats = pc.equal(table["decision"], "renewed").to_numpy(zero_copy_only=False).astype(np.float64)
    return found


def _of_seed(
    learned: Floats, renewed: Floats, asked: Floats, policies: NDArray[Any], codes: dict[str, Any], seed: int
) -> Floats:
    categories = [place for place, known in enumerate(codes.values()) if known is not None]
    held = np.random.default_rng(seed).random(int(policies.max()) + 1)[policies] < 0.25
    settings = {**SETTINGS, "seed": seed}
    part = lightgbm.Dataset(learned[~held], renewed[~held], categorical_feature=categories, free_raw_data=False)
    rest = lightgbm.Dataset(learned[held], renewed[held], reference=part, categorical_feature=categories)
    stop = lightgbm.early_stopping(PATIENCE, verbose=False)
    tried = lightgbm.train(settings, part, MOST_TREES, valid_sets=[rest], callbacks=[stop])
    whole = lightgbm.Dataset(learned, renewed, categorical_feature=categories)
    found: Floats = np.asarray(lightgbm.train(settings, whole, max(tried.best_iteration, 1)).predict(asked))
    return found


def _codes(past: pa.Table, name: str) -> dict[Any, int] | None:
    """Numbers for the values of a column of codes, None for a column of numbers."""
    kind = past[name].type
    if pa.types.is_floating(kind) or pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        return None
    return {value: place for place, value in enumerate(sorted(filter(None, set(map(_text, past[name].to_pylist())))))}


def _matrix(table: pa.Table, codes: dict[str, dict[Any, int] | None]) -> Floats:
    columns = []
    for name, known in codes.items():
        if known is None:
            columns.append(table[name].cast(pa.float64()).to_numpy(zero_copy_only=False))
        else:
            columns.append(np.array([known.get(_text(value), np.nan) for value in table[name].to_pylist()]))
    return np.column_stack(columns).astype(np.float64)


def _text(value: object) -> str | None:
    return None if value is None else str(value)
