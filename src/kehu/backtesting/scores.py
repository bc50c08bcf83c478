"""How good the model and the plain rules were: deviance, skill, Gini, AUC, log loss, ranks.

Reads a `Comparison`; gives rows of `BacktestScores`, for all lines and for each.
Deviance asks for level and order at once and is proper: in the long run nobody beats the truth. Skill is the part of
the plain rule's deviance that a contender takes away, with the standard error of the paired difference, so that a gain
that could be chance is seen to be one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.stats import rankdata

from kehu.backtesting.comparisons import Comparison
from kehu.statistics.rating import judging
from kehu.statistics.rating.families import Family

Floats = NDArray[np.float64]
FAMILIES = {"frequency": Family("poisson"), "cost": Family("tweedie", 1.5), "renewal": Family("binomial")}
PLAIN = {"frequency": "line_mean", "cost": "line_mean", "renewal": "line_rate", "value": "status_quo"}
IN_MONEY = ("coming_result", "status_quo")  # the contenders for value that foretell an amount of the same months
LEAST = 1e-9


def scored(comparison: Comparison) -> list[dict[str, Any]]:
    """The scores of every contender on all rows, then line by line."""
    wanted = ["line", "weight", "came", *dict.fromkeys(comparison.contenders.values())]
    rows = comparison.rows.select(wanted).to_pyarrow()
    if not rows.num_rows:
        return []
    lines = np.array(rows["line"].to_pylist())
    columns = {name: rows[name].cast(pa.float64()).to_numpy() for name in wanted[1:]}
    parts = {"all": np.ones(len(lines), dtype=bool)} | {str(line): lines == line for line in np.unique(lines)}
    return [
        {"measure": comparison.measure, "line": line, "contender": contender, **found}
        for line, chosen in parts.items()
        for contender, found in _of_part(comparison, {name: all_[chosen] for name, all_ in columns.items()}).items()
    ]


def _of_part(comparison: Comparison, columns: Mapping[str, Floats]) -> dict[str, dict[str, Any]]:
    weight, came = columns["weight"], columns["came"]
    foretold = {name: columns[column] for name, column in comparison.contenders.items()}
    if comparison.measure == "value":
        errors = {name: (came - foretold[name]) ** 2 for name in IN_MONEY}
        return {name: _with_skill(name, errors, weight, "value") | _ranks(foretold[name], came) for name in foretold}
    most = 1 - LEAST if comparison.measure == "renewal" else np.inf
    means = {name: np.clip(each, LEAST, most) for name, each in foretold.items()}
    family = FAMILIES[comparison.measure]
    observed = came / weight
    lost = {
        name: judging.deviances(family, observed=observed, mean=mean, weight=weight) for name, mean in means.items()
    }
    return {
        name: _with_skill(name, lost, weight, comparison.measure)
        | _order(comparison.measure, mean, weight, came, lost[name])
        for name, mean in means.items()
    }


def _with_skill(name: str, lost: Mapping[str, Floats], weight: Floats, measure: str) -> dict[str, Any]:
    """Mean deviance and skill of a contender; an order without amounts has none."""
    plain, own = lost[PLAIN[measure]], lost.get(name)
    found: dict[str, Any] = {"weight": float(weight.sum())}
    if own is None or not plain.sum():
        return found
    found |= {"deviance": float(own.sum() / weight.sum()), "skill": float(1 - own.sum() / plain.sum())}
    if name != PLAIN[measure] and len(own) > 1:
        found["skill_error"] = judging.paired_difference(own, plain)[1] / float(plain.mean())
    return found


def _order(measure: str, mean: Floats, weight: Floats, came: Floats, lost: Floats) -> dict[str, Any]:
    if measure == "renewal":
        return {"auc": judging.auc(mean, weight=weight, total=came), "log_loss": float(lost.mean()) / 2}
    return {"gini": judging.gini(mean, weight=weight, total=came)}


def _ranks(foretold: Floats, came: Floats) -> dict[str, Any]:
    """Spearman's correlation of ranks, and how much of the best tenth the contender's best tenth finds."""
    mine, true = rankdata(foretold), rankdata(came)
    best = [np.argsort(-ranks, kind="stable")[: max(1, len(ranks) // 10)] for ranks in (mine, true)]
    found: dict[str, Any] = {"top_decile_hits": len(np.intersect1d(best[0], best[1])) / len(best[0])}
    if len(mine) > 1 and mine.std() and true.std():
        found["rank_correlation"] = float(np.corrcoef(mine, true)[0, 1])
    return found
