"""Cells: the rows of a table reduced to one for each combination of bins, with the sums that a fit needs.

Reads any table of the engine, or arrays; gives an expression, and from its rows `Cells`, the arrays of a fit.
Fits of these models need a row's weight and total only through their sums by cell, so nothing is lost; where cells are
as many as rows nothing is gained either, and all works as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kehu.statistics.rating.bins import Binning, Numbers, number, numbers

FOLD = "fold"

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Cells:
    """Bin numbers by factor, and for each cell its weight and total; the observed mean is total / weight.

    Frequency: weight is exposure, total claims. Severity: claims, amount. A share: cases, those that came true.
    Where a model is to explain what another one left, weight is Σ of that one's expectation. `folds` number the
    parts of cross-validation from 0; a cell lies in one fold.
    """

    binnings: Mapping[str, Binning]
    numbers: Mapping[str, Numbers]
    weight: Floats
    total: Floats
    folds: Numbers

    def __len__(self) -> int:
        """How many cells there are."""
        return len(self.weight)

    @property
    def fold_count(self) -> int:
        """How many folds there are."""
        return int(self.folds.max(initial=-1)) + 1

    def part(self, chosen: NDArray[Any]) -> Cells:
        """The cells that a mask or an array of places chooses."""
        kept = {factor: places[chosen] for factor, places in self.numbers.items()}
        return replace(
            self, numbers=kept, weight=self.weight[chosen], total=self.total[chosen], folds=self.folds[chosen]
        )

    def one_way(self, factor: str) -> tuple[Floats, Floats]:
        """Weight and total of each bin of one factor."""
        places, count = self.numbers[factor], self.binnings[factor].count
        return sums_by(places, self.weight, count), sums_by(places, self.total, count)


def cell_sums(
    table: ir.Table,
    binnings: Sequence[Binning],
    *,
    sums: Mapping[str, ir.NumericValue],
    fold: ir.IntegerValue | None = None,
) -> ir.Table:
    """One row for each combination of bins (and fold): the bin numbers by factor, and sums by their names.

    >>> import ibis
    >>> terms = ibis.memtable(pa.table({"age": [20, 21, 40], "years": [1.0, 0.5, 1.0]}))
    >>> bins = [Binning("age", "numeric", cuts=(30,))]
    >>> cell_sums(terms, bins, sums={"exposure": terms.years}).order_by("age").to_pyarrow().to_pydict()
    {'age': [1, 2], 'exposure': [1.5, 1.0]}
    """
    keys = {binning.factor: number(table[binning.factor], binning) for binning in binnings}
    parts = {} if fold is None else {FOLD: fold.cast("int32")}
    # The numbers are computed below the aggregation, so that the engine groups by columns and not by trees.
    placed = table.select(**keys, **parts, **{f"sum_{name}": each for name, each in sums.items()})
    return placed.group_by([*keys, *parts]).agg(**{name: placed[f"sum_{name}"].cast("float64").sum() for name in sums})


def as_cells(rows: pa.Table, binnings: Sequence[Binning], *, weight: str, total: str) -> Cells:
    """The rows that `cell_sums` gave as arrays; `weight` and `total` name two of its sums. Cells without weight go.

    >>> rows = pa.table({"age": [1, 2], "years": [1.5, 1.0], "claims": [1, 0]})
    >>> as_cells(rows, [Binning("age", "numeric", cuts=(30,))], weight="years", total="claims").one_way("age")
    (array([0. , 1.5, 1. ]), array([0., 1., 0.]))
    """
    weights = rows[weight].to_numpy().astype(np.float64)
    folds = rows[FOLD].to_numpy() if FOLD in rows.column_names else np.zeros(len(weights))
    made = Cells(
        binnings={binning.factor: binning for binning in binnings},
        numbers={binning.factor: rows[binning.factor].to_numpy().astype(np.int32) for binning in binnings},
        weight=weights,
        total=rows[total].to_numpy().astype(np.float64),
        folds=folds.astype(np.int32),
    )
    return made.part(weights > 0)


def cells_of(
    columns: Mapping[str, Any],
    binnings: Sequence[Binning],
    *,
    weight: Floats | Sequence[float],
    total: Floats | Sequence[float],
    folds: NDArray[Any] | None = None,
) -> Cells:
    """Rows held in arrays as cells, one a row: nothing is summed.

    >>> bins = [Binning("age", "numeric", cuts=(30,))]
    >>> len(cells_of({"age": [20, 21, 40]}, bins, weight=[1, 0.5, 1], total=[0, 1, 0]))
    3
    """
    weights = np.asarray(weight, dtype=np.float64)
    return Cells(
        binnings={binning.factor: binning for binning in binnings},
        numbers={binning.factor: numbers(columns[binning.factor], binning) for binning in binnings},
        weight=weights,
        total=np.asarray(total, dtype=np.float64),
        folds=np.zeros(len(weights), np.int32) if folds is None else np.asarray(folds, dtype=np.int32),
    )


def summed(cells: Cells) -> Cells:
    """Cells of the same bins and fold made one.

    >>> bins = [Binning("age", "numeric", cuts=(30,))]
    >>> len(summed(cells_of({"age": [20, 21, 40]}, bins, weight=[1, 0.5, 1], total=[0, 1, 0])))
    2
    """
    keys = cells.folds.astype(np.int64)
    for factor, places in cells.numbers.items():
        keys = keys * cells.binnings[factor].count + places
        _, keys = np.unique(keys, return_inverse=True)  # numbered anew, so that they stay small
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    kept = cells.part(first)
    return replace(
        kept, weight=sums_by(inverse, cells.weight, len(first)), total=sums_by(inverse, cells.total, len(first))
    )


def with_folds(cells: Cells, *, count: int, seed: int) -> Cells:
    """Cells dealt to folds at random; used where the caller did not deal the rows.

    A cell goes to one fold whole, so the folds hold different combinations of bins: a somewhat harder test than rows.

    >>> cells = cells_of({}, [], weight=[1, 1, 1, 1], total=[0, 0, 1, 0])
    >>> sorted(with_folds(cells, count=2, seed=1).folds.tolist())
    [0, 0, 1, 1]
    """
    dealt = np.random.default_rng(seed).permutation(len(cells)) % count
    return replace(cells, folds=dealt.astype(np.int32))


def sums_by(places: NDArray[Any], values: Floats, count: int) -> Floats:
    """Sums of values by place, for places 0 to count - 1.

    >>> sums_by(np.array([0, 2, 2]), np.array([1.0, 2.0, 3.0]), 3).tolist()
    [1.0, 0.0, 5.0]
    """
    return np.bincount(places, values, count).astype(np.float64, copy=False)
