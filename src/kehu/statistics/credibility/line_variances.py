"""How the levels of subjects vary in each of several lines, and together in every two.

Reads a table of the engine with the counts observed and expected of each line side by side; gives the matrix T of
variances and covariances, which across-line credibility needs.
By moments between lines, as in Englund et al. (2008) and Thuring et al. (2012); what few subjects have in common says
little, so variances are shrunk to their mean and correlations to theirs by how certain each is (DerSimonian & Laird
1986), and the whole is projected to the nearest matrix that a law of levels can have.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations_with_replacement

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

# With r = N - L by line, r_k r_l has mean L_k L_l T_kl for two lines, and r_k^2 - N_k has mean L_k^2 T_kk. Each r and L
# is divided by 1 + T_kk L (T of the round before), so that large subjects do not drown the others; then, with e for the
# product and d for its mean over T, T_kl = sum e / sum d. Its variance is the larger of what the model says,
# sum L_k L_l g_k g_l / (sum d)^2 (twice that for k = l), and what the data show, sum (e - T_kl d)^2 / (sum d)^2.

ROUNDS = 5
PARTS = ("e", "d", "ee", "ed", "dd", "model")

Matrix = NDArray[np.float64]


def side_by_side(rows: ir.Table, *, lines: Sequence[str]) -> ir.Table:
    """One row a subject with observed_<line> and expected_<line> for each line, 0 where it has none.

    Reads subject, line, observed, expected.

    >>> import ibis, pyarrow as pa
    >>> rows = pa.table({"subject": [1, 1], "line": ["car", "home"], "observed": [1, 0], "expected": [0.5, 0.1]})
    >>> side_by_side(ibis.memtable(rows), lines=["car", "home"]).to_pyarrow().to_pylist()
    [{'subject': 1, 'observed_car': 1, 'expected_car': 0.5, 'observed_home': 0, 'expected_home': 0.1}]
    """
    sums = {
        f"{what}_{line}": rows[what].sum(where=rows.line == line).fill_null(0)
        for line in lines
        for what in ("observed", "expected")
    }
    return rows.group_by("subject").agg(**sums)


def estimate(
    subjects: ir.Table, *, lines: Sequence[str], variances: Sequence[float] | None = None, rounds: int = ROUNDS
) -> Matrix:
    """The matrix of variances (on its diagonal) and covariances of the levels, positive semi-definite.

    Reads observed_<line> and expected_<line>, one row a subject; the engine passes over the subjects once a round. With
    the variances of the lines given, such as those of largest likelihood, which short histories tell better, only the
    correlations are estimated, in one round.

    >>> import ibis, pyarrow as pa
    >>> rows = {"observed_car": [3, 0, 3, 0], "observed_home": [3, 0, 3, 0]}
    >>> rows |= {"expected_car": [1.0] * 4, "expected_home": [1.0] * 4}
    >>> estimate(ibis.memtable(pa.table(rows)), lines=["car", "home"], rounds=1).round(2).tolist()
    [[0.75, 0.75], [0.75, 0.75]]
    """
    found = np.diag(np.zeros(len(lines)) if variances is None else np.asarray(variances, dtype=float))
    for _ in range(rounds if variances is None else 1):
        (sums,) = _moments(subjects, lines=lines, heterogeneities=np.diag(found).tolist()).to_pyarrow().to_pylist()
        found = nearest(shrunk(*_estimates(sums, count=len(lines)), variances=variances))
    return found


def shrunk(values: Matrix, uncertainties: Matrix, *, variances: Sequence[float] | None = None) -> Matrix:
    """Variances (unless given) drawn to their mean and correlations to theirs, each by how uncertain it is.

    `uncertainties` are variances of the values, endless where nothing is known. A mean that is no larger than its own
    error is 0: without evidence lines do not vary, and not together.

    >>> shrunk(np.array([[1.0, 0.9], [0.9, 1.0]]), np.array([[0.02, 0.09], [0.09, 0.02]])).round(2).tolist()
    [[0.99, 0.8], [0.8, 0.99]]
    """
    drawn = _drawn(np.diag(values), np.diag(uncertainties)) if variances is None else np.asarray(variances)
    diagonal = np.maximum(drawn, 0)
    scale = np.sqrt(np.outer(diagonal, diagonal))
    above = np.triu_indices(len(values), k=1)
    each, certain = scale[above], scale[above] > 0
    correlations = np.divide(values[above], each, out=np.zeros_like(each), where=certain)
    doubts = np.divide(uncertainties[above], each**2, out=np.full_like(each, np.inf), where=certain)
    together = np.zeros_like(values)
    together[above] = np.clip(_drawn(correlations, doubts), -1, 1) * each
    found: Matrix = together + together.T + np.diag(diagonal)
    return found


def nearest(matrix: Matrix) -> Matrix:
    """The nearest positive semi-definite matrix: negative eigenvalues become 0.

    >>> nearest(np.array([[1.0, 2.0], [2.0, 1.0]])).round(6).tolist()
    [[1.5, 1.5], [1.5, 1.5]]
    """
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    if (values >= 0).all():
        return matrix
    found: Matrix = (vectors * np.maximum(values, 0)) @ vectors.T
    return found


def _drawn(values: Matrix, uncertainties: Matrix) -> Matrix:
    """Values drawn to their mean; of each stays the share that the variance between them has in all its variance."""
    known = np.isfinite(uncertainties)
    mean, between = _pooled(values[known], uncertainties[known])
    stays = between / np.maximum(between + uncertainties, np.finfo(float).tiny)
    drawn: Matrix = mean + stays * (values - mean)
    return drawn


def _pooled(values: Matrix, uncertainties: Matrix) -> tuple[float, float]:
    """The mean of values, itself drawn to 0 by its own error, and the variance between them."""
    if not len(values):
        return 0.0, 0.0
    weights = 1 / uncertainties
    spread = weights @ (values - weights @ values / weights.sum()) ** 2 - (len(values) - 1)
    free = weights.sum() - weights @ weights / weights.sum()
    between = max(float(spread / free), 0.0) if len(values) > 1 else 0.0
    weights = 1 / (between + uncertainties)
    mean = float(weights @ values / weights.sum())
    kept = max(1 - 1 / (weights.sum() * mean**2), 0.0) if mean else 0.0
    return mean * kept, between


def _estimates(sums: Mapping[str, float], *, count: int) -> tuple[Matrix, Matrix]:
    """The matrix of moments and that of the variances of its elements."""
    values, doubts = np.zeros((count, count)), np.full((count, count), np.inf)
    for k, m in combinations_with_replacement(range(count), 2):
        e, d, ee, ed, dd, model = (sums[f"{name}_{k}_{m}"] or 0.0 for name in PARTS)
        if d > 0:
            value = e / d
            values[k, m] = values[m, k] = value
            doubts[k, m] = doubts[m, k] = max(model, ee - 2 * value * ed + value**2 * dd) / d**2
    return values, doubts


def _moments(subjects: ir.Table, *, lines: Sequence[str], heterogeneities: Sequence[float]) -> ir.Table:
    """One row: for every two lines the sums of e, d, e², e d, d² and of the model's variance."""
    scaled: dict[str, ir.Value] = {}
    for line, heterogeneity in zip(lines, heterogeneities, strict=True):
        observed, expected = subjects[f"observed_{line}"], subjects[f"expected_{line}"].cast("float64")
        damping = 1 + heterogeneity * expected
        scaled |= {
            f"rest_{line}": (observed - expected) / damping,
            f"expected_{line}": expected / damping,
            f"observed_{line}": observed / (damping * damping),
        }
    rows = subjects.select(**scaled)
    sums: dict[str, ir.Value] = {}
    for (k, first), (m, second) in combinations_with_replacement(enumerate(lines), 2):
        mean = rows[f"expected_{first}"] * rows[f"expected_{second}"]
        product = rows[f"rest_{first}"] * rows[f"rest_{second}"]
        excess = product - rows[f"observed_{first}"] if k == m else product
        model = 2 * mean * mean if k == m else mean
        parts = (excess, mean, excess * excess, excess * mean, mean * mean, model)
        sums |= {f"{name}_{k}_{m}": part.sum() for name, part in zip(PARTS, parts, strict=True)}
    return rows.agg(**sums)
