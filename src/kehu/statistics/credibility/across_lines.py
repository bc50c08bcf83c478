"""One record across several lines: what a subject did in one says something of the others, those not held too.

Reads arrays with one row a subject and one column a line, and the matrix T of variances and covariances of the levels;
gives the factor of every line, what each line's record added to it, and its standard error.
Linear Bayes in several dimensions (Bühlmann & Gisler 2005, chapter 7; Thuring et al. 2012); with T diagonal it is one
record a line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

# With D = diag(L), the best linear estimate of a subject's levels is
#     factors = 1 + C (N - L),  C = T (I + D T)^-1,
# and C is also the covariance of the levels that stays in doubt. It needs no inverse of T or D, so T may be singular
# and a line may be missing (L = 0). Being linear it can fall under 0, where a line of large variance learns from one
# of small; no level is negative, so it is held above LEAST.

LEAST = 0.05
BATCH = 65_536  # subjects solved at once: 3 matrices of K × K each, under 160 MiB for 10 lines


def factors(observed: Matrix, expected: Matrix, *, covariance: Matrix) -> Matrix:
    """The factor of each line for each subject, at least 0.05.

    The answer takes 8 bytes a subject and line; while it is worked out, 24 bytes × lines² × 65,536 subjects more.

    >>> shared = np.array([[1.0, 0.5], [0.5, 1.0]])
    >>> factors(np.array([[3.0, 0.0]]), np.array([[1.0, 0.0]]), covariance=shared).tolist()
    [[2.0, 1.5]]
    """
    counts, expectations = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    found = np.empty(expectations.shape)
    for start in range(0, len(expectations), BATCH):
        rows = slice(start, start + BATCH)
        credit = _credit(expectations[rows], covariance)
        found[rows] = 1 + np.einsum("ikl,il->ik", credit, counts[rows] - expectations[rows])
    held: Matrix = np.maximum(found, LEAST)
    return held


def contributions(observed: Matrix, expected: Matrix, *, covariance: Matrix) -> Matrix:
    """What the record of each line adds to the factor of each line: subjects × lines × lines of the record.

    Over the last axis they sum to the factor less 1, where it is not held above 0.05. For the subjects of a page.

    >>> shared = np.array([[1.0, 0.5], [0.5, 1.0]])
    >>> contributions(np.array([[3.0, 0.0]]), np.array([[1.0, 0.0]]), covariance=shared).tolist()
    [[[1.0, 0.0], [0.5, 0.0]]]
    """
    counts, expectations = np.asarray(observed, dtype=float), np.asarray(expected, dtype=float)
    found: Matrix = _credit(expectations, covariance) * (counts - expectations)[:, None, :]
    return found


def credibilities(expected: Matrix, *, covariance: Matrix) -> Matrix:
    """How far the record of each line is believed for each line: subjects × lines × lines of the record.

    A factor is 1 + the sum over lines of credibility × (N/L - 1).

    >>> credibilities(np.array([[3.0, 0.0]]), covariance=np.array([[1.0, 0.5], [0.5, 1.0]])).tolist()
    [[[0.75, 0.0], [0.375, 0.0]]]
    """
    expectations = np.asarray(expected, dtype=float)
    found: Matrix = _credit(expectations, covariance) * expectations[:, None, :]
    return found


def standard_errors(expected: Matrix, *, covariance: Matrix) -> Matrix:
    """The standard error of each factor: the root of the variance of the level that the record leaves in doubt.

    >>> standard_errors(np.array([[3.0, 0.0]]), covariance=np.array([[1.0, 0.0], [0.0, 1.0]])).tolist()
    [[0.5, 1.0]]
    """
    credit = _credit(np.asarray(expected, dtype=float), covariance)
    found: Matrix = np.sqrt(np.maximum(np.einsum("ikk->ik", credit), 0))
    return found


def _credit(expected: Matrix, covariance: Matrix) -> Matrix:
    """C of each subject: T (I + D T)^-1, solved in its transposed form (I + T D) C = T, for T is symmetric."""
    count = len(covariance)
    return np.asarray(np.linalg.solve(np.eye(count) + covariance * expected[:, None, :], covariance), dtype=np.float64)
