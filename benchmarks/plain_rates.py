"""Rates for comparisons: the main tables of a frequency model, without pairs, and how two models are compared.

Reads columns of factors, counts and exposure; gives expected counts a unit of exposure for any rows, and deviances.
The penalty of each factor is chosen on the rows learned from; what a record adds is measured against the same rates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import Cells, cells_of, summed, with_folds
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.fitting import fit
from kehu.statistics.rating.model import RatingModel, predicted
from kehu.statistics.rating.proposing import propose

FOLDS, SEED = 5, 1

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Rates:
    """A fitted model with the bins of its factors."""

    model: RatingModel
    binnings: list[Binning]

    def predict(self, table: pa.Table) -> Numbers:
        """Expected counts a unit of exposure."""
        found: Numbers = predicted(self.model, _cells(table, self.binnings, np.ones(len(table)), np.zeros(len(table))))
        return found


def learn(table: pa.Table, *, factors: list[str], counts: Numbers, exposure: Numbers) -> Rates:
    """Fit rates on cells; predictions sum to the counts."""
    binnings = [_proposed(table, name, exposure) for name in factors]
    cells = summed(_cells(table, binnings, exposure, counts))
    return Rates(fit(with_folds(cells, count=FOLDS, seed=SEED), Family("poisson")), binnings)


def mean_deviance(observed: Numbers, expected: Numbers) -> Numbers:
    """Poisson deviance × 100 of every row: its mean is the figure that is published."""
    logs = np.where(observed > 0, observed * np.log(np.where(observed > 0, observed, 1) / expected), 0)
    found: Numbers = 200 * (expected - observed + logs)
    return found


def against(
    observed: Numbers, rates: Numbers, model: Numbers, *, subjects: NDArray[np.int64] | None = None
) -> dict[str, float]:
    """What a model gains over the rates on the same rows, with the paired standard error of the difference.

    With `subjects`, rows of one subject are not taken for independent: the error is that of sums by subject.
    """
    before, after = mean_deviance(observed, rates), mean_deviance(observed, model)
    gain = before - after
    together = np.arange(len(gain)) if subjects is None else np.unique(subjects, return_inverse=True)[1]
    error = float(np.sqrt((np.bincount(together, weights=gain - gain.mean()) ** 2).sum())) / len(gain)
    return {
        "gain": round(float(gain.mean()), 3),
        "standard_error": round(error, 3),
        "gain_percent": round(100 * float(gain.mean() / before.mean()), 2),
    }


def _proposed(table: pa.Table, name: str, exposure: Numbers) -> Binning:
    values, at = np.unique(table[name].to_numpy(), return_inverse=True)
    return propose(name, values.tolist(), np.bincount(at, weights=exposure).astype(np.float64))


def _cells(table: pa.Table, binnings: list[Binning], weight: Numbers, total: Numbers) -> Cells:
    columns = {binning.factor: table[binning.factor].to_numpy() for binning in binnings}
    return cells_of(columns, binnings, weight=weight, total=total)
