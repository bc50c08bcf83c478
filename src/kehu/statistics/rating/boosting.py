"""The challenger: boosted trees of which no path asks for more than two factors, collapsed into rating tables.

Reads cells; gives a `RatingModel` with main tables and pair tables that say exactly what the trees say.
A leaf that two factors lead to is a rectangle in the table of that pair, so the sum of all trees is a sum of tables;
LightGBM grows the trees on bin numbers, which also settles what becomes of missing and unseen values.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from kehu.statistics.rating.cells import Cells, sums_by
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.model import RatingModel, RatingTable, normalised, rebalanced
from kehu.statistics.rating.trees import Sums, collapsed

Floats = NDArray[np.float64]
OBJECTIVES = {"poisson": "poisson", "gamma": "gamma", "binomial": "cross_entropy", "tweedie": "tweedie"}
PATIENCE = 50


@dataclass(frozen=True)
class Growth:
    """How trees grow. `least_information` is the least expected number of events (or weight) behind a leaf."""

    learning_rate: float = 0.05
    leaves: int = 8
    least_information: float = 20.0
    most_trees: int = 3000
    row_share: float = 0.75
    ridge: float = 1.0


@dataclass(frozen=True, eq=False)
class Boosted:
    """Trees grown on cells: LightGBM's own, and for each factor the order in which it saw the bins."""

    trees: lightgbm.Booster
    family: Family
    orders: dict[str, NDArray[np.int32]]

    def raw(self, cells: Cells) -> Floats:
        """The linear predictor of each cell, as LightGBM itself gives it."""
        found: Floats = np.asarray(self.trees.predict(_seen(cells, self.orders), raw_score=True), dtype=np.float64)
        return found

    def predicted(self, cells: Cells) -> Floats:
        """The expected mean of each cell."""
        return self.family.mean(self.raw(cells))


def boost(
    cells: Cells,
    family: Family,
    *,
    seed: int,
    threads: int,
    growth: Growth | None = None,
    pairs: Sequence[tuple[str, str]] | None = None,
) -> Boosted:
    """Trees grown on cells; how many is chosen on one fold at a time, then all cells are used.

    `pairs` are the factors that may meet on a path (None: any two may); an empty list grows main effects only.

    >>> from kehu.statistics.rating.bins import Binning
    >>> from kehu.statistics.rating.cells import cells_of
    >>> columns, bins = {"age": [20, 40] * 40}, [Binning("age", "numeric", cuts=(30,))]
    >>> cells = cells_of(columns, bins, weight=np.full(80, 50.0), total=[9, 3] * 40, folds=np.arange(80) % 4 // 2)
    >>> boost(cells, Family("poisson"), seed=1, threads=1).predicted(cells)[:2].round(2).tolist()
    [0.18, 0.06]
    """
    allowed = list(combinations(cells.binnings, 2)) if pairs is None else list(pairs)
    constraints = _groups(list(cells.binnings), allowed)
    return grown(cells, family, seed=seed, threads=threads, growth=growth or Growth(), constraints=constraints)


def grown(
    cells: Cells, family: Family, *, seed: int, threads: int, growth: Growth, constraints: list[list[int]] | None
) -> Boosted:
    """Trees with any constraints, or with none: then nothing can be collapsed, and they are a yardstick only.

    >>> from kehu.statistics.rating.bins import Binning
    >>> from kehu.statistics.rating.cells import cells_of
    >>> columns, bins = {"age": [20, 40] * 40}, [Binning("age", "numeric", cuts=(30,))]
    >>> cells = cells_of(columns, bins, weight=np.full(80, 50.0), total=[9, 3] * 40, folds=np.arange(80) % 4 // 2)
    >>> grown(cells, Family("poisson"), seed=1, threads=1, growth=Growth(), constraints=None).trees.num_feature()
    1
    """
    cells = cells.part(cells.total > 0) if family.name == "gamma" else cells
    orders = {factor: _order(cells, factor) for factor in cells.binnings}
    settings = _settings(family, growth, seed=seed, threads=threads)
    if constraints is not None:
        settings["interaction_constraints"] = constraints
    kept = cells.folds == seed % max(1, cells.fold_count)
    stopped = lightgbm.train(
        settings,
        _data(cells.part(~kept), orders),
        growth.most_trees,
        valid_sets=[_data(cells.part(kept), orders)],
        callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
    )
    # All cells carry more trees than those without a fold do; in proportion is the usual rule.
    rounds = max(1, round(stopped.best_iteration * len(kept) / max(1, int((~kept).sum()))))
    return Boosted(lightgbm.train(settings, _data(cells, orders), rounds), family, orders)


def as_tables(boosted: Boosted, cells: Cells, *, about: dict[str, Any] | None = None) -> RatingModel:
    """The trees as a model of main and pair tables, normalised and balanced to the cells' total.

    Without balancing its predictions are the trees' own to rounding. It has no intervals: bounds are the relativities.
    Raises ValueError where a path asks for three factors.

    >>> from kehu.statistics.rating.bins import Binning
    >>> from kehu.statistics.rating.cells import cells_of
    >>> columns, bins = {"age": [20, 40] * 40}, [Binning("age", "numeric", cuts=(30,))]
    >>> cells = cells_of(columns, bins, weight=np.full(80, 50.0), total=[9, 3] * 40, folds=np.arange(80) % 4 // 2)
    >>> as_tables(boost(cells, Family("poisson"), seed=1, threads=1), cells).table("age").factors
    ('age',)
    """
    return rebalanced(normalised(unbalanced_tables(boosted, cells, about=about)), cells)


def unbalanced_tables(boosted: Boosted, cells: Cells, *, about: dict[str, Any] | None = None) -> RatingModel:
    """The trees as tables and nothing else: what they predict is what LightGBM predicts.

    >>> from kehu.statistics.rating.bins import Binning
    >>> from kehu.statistics.rating.cells import cells_of
    >>> columns, bins = {"age": [20, 40] * 40}, [Binning("age", "numeric", cuts=(30,))]
    >>> cells = cells_of(columns, bins, weight=np.full(80, 50.0), total=[9, 3] * 40, folds=np.arange(80) % 4 // 2)
    >>> len(unbalanced_tables(boost(cells, Family("poisson"), seed=1, threads=1), cells).tables)
    1
    """
    factors = list(cells.binnings)
    shape = [cells.binnings[factor].count for factor in factors]
    constant, by_factors = collapsed(boosted.trees.dump_model(), [boosted.orders[factor] for factor in factors], shape)
    singles: Sums = {(place,): np.zeros(shape[place]) for pair in by_factors for place in pair}
    sums = singles | by_factors
    tables = [_table(cells, [factors[place] for place in key], sums[key]) for key in sorted(sums, key=_by_size)]
    return RatingModel(boosted.family, float(np.exp(constant)), tuple(tables), about=about or {})


def _table(cells: Cells, factors: Sequence[str], logs: Floats) -> RatingTable:
    binnings = tuple(cells.binnings[factor] for factor in factors)
    places = np.ravel_multi_index(tuple(cells.numbers[factor] for factor in factors), logs.shape)
    relativities = np.exp(logs)
    exposure = sums_by(places, cells.weight, logs.size).reshape(logs.shape)
    return RatingTable(binnings, relativities, relativities, relativities, exposure)


def _by_size(key: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    return len(key), key


def _groups(factors: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[list[int]]:
    """Which factors may stand on one path, by number; every factor may stand alone."""
    places = {factor: place for place, factor in enumerate(factors)}
    return [*([place] for place in places.values()), *([places[left], places[right]] for left, right in pairs)]


def _order(cells: Cells, factor: str) -> NDArray[np.int32]:
    """The place at which trees see each bin: as they stand for numbers, by their mean for codes.

    Splits of an order then do what splits of sets would (Fisher 1958); means are drawn to the book's by its own events.
    """
    binning = cells.binnings[factor]
    if binning.is_ordered:
        return np.arange(binning.count, dtype=np.int32)
    weight, total = cells.one_way(factor)
    drawn = (total + 10 * total.sum() / max(1, len(cells))) / (weight + 10 * weight.sum() / max(1, len(cells)))
    order = np.empty(binning.count, dtype=np.int32)
    order[np.argsort(drawn, kind="stable")] = np.arange(binning.count, dtype=np.int32)
    return order


def _seen(cells: Cells, orders: dict[str, NDArray[np.int32]]) -> NDArray[np.float64]:
    return np.column_stack([orders[factor][cells.numbers[factor]] for factor in orders]).astype(np.float64)


def _data(cells: Cells, orders: dict[str, NDArray[np.int32]]) -> lightgbm.Dataset:
    return lightgbm.Dataset(_seen(cells, orders), cells.total / cells.weight, weight=cells.weight, params=DATA_SETTINGS)


# One bin of LightGBM for each of ours, whatever its weight.
DATA_SETTINGS = {"verbosity": -1, "max_bin": 512, "min_data_in_bin": 1, "feature_pre_filter": False}


def _settings(family: Family, growth: Growth, *, seed: int, threads: int) -> dict[str, Any]:
    """LightGBM's settings; the same seed gives the same trees."""
    more = {"tweedie_variance_power": family.power} if family.name == "tweedie" else {}
    return {
        **DATA_SETTINGS,
        **more,
        "objective": OBJECTIVES[family.name],
        "learning_rate": growth.learning_rate,
        "num_leaves": growth.leaves,
        "min_data_in_leaf": 1,
        "min_sum_hessian_in_leaf": growth.least_information,
        "lambda_l2": growth.ridge,
        "bagging_fraction": growth.row_share,
        "bagging_freq": 1 if growth.row_share < 1 else 0,
        "poisson_max_delta_step": 1e-6,
        "seed": seed,
        "num_threads": threads,
        "deterministic": True,
        "force_row_wise": True,
    }
