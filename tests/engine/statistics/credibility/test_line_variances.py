"""The matrix of the levels, against plain sums, and in books where it is known."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.statistics.credibility.line_variances import estimate, nearest, shrunk, side_by_side

LINES = ["car", "home", "boat"]
TRUTH = np.array([[0.6, 0.3, 0.2], [0.3, 0.6, 0.3], [0.2, 0.3, 0.8]])


def book(*, subjects, seed, truth=TRUTH):
    """Subjects with one to three lines, whose log-normal levels have the given covariances."""
    chance = np.random.default_rng(seed)
    logs = np.log1p(truth)
    level = np.exp(chance.multivariate_normal(-np.diag(logs) / 2, logs, subjects))
    expected = chance.gamma(1, 0.8, level.shape) * (chance.random(level.shape) < 0.7)
    return chance.poisson(expected * level), expected


def side(observed, expected):
    columns = {f"observed_{line}": observed[:, k] for k, line in enumerate(LINES)}
    return pa.table(columns | {f"expected_{line}": expected[:, k] for k, line in enumerate(LINES)})


def test_lines_come_side_by_side(engine):
    columns = {"subject": [1, 1, 2], "line": ["car", "boat", "car"], "observed": [2, 1, 0], "expected": [0.5, 0.2, 1.0]}
    found = side_by_side(engine.read_arrow(pa.table(columns)), lines=LINES).order_by("subject").to_pyarrow().to_pylist()
    assert [row["observed_car"] for row in found] == [2, 0]
    assert [row["expected_boat"] for row in found] == [0.2, 0]
    assert [row["observed_home"] for row in found] == [0, 0]


def test_the_first_round_is_the_plain_moments_drawn_together(engine):
    observed, expected = book(subjects=400, seed=1)
    rest = observed - expected
    moments, doubts = np.zeros((3, 3)), np.zeros((3, 3))
    for k in range(3):
        for m in range(3):
            product = rest[:, k] * rest[:, m] - (observed[:, k] if k == m else 0)
            mean = expected[:, k] * expected[:, m]
            moments[k, m] = product.sum() / mean.sum()
            model = mean.sum() if k != m else 2 * (mean**2).sum()
            doubts[k, m] = max(model, ((product - moments[k, m] * mean) ** 2).sum()) / mean.sum() ** 2
    found = estimate(engine.read_arrow(side(observed, expected)), lines=LINES, rounds=1)
    assert found == pytest.approx(nearest(shrunk(moments, doubts)))


def test_given_variances_stay_and_only_correlations_are_estimated(engine):
    rows = engine.read_arrow(side(*book(subjects=4_000, seed=3)))
    found = estimate(rows, lines=LINES, variances=np.diag(TRUTH).tolist())
    assert np.diag(found) == pytest.approx(np.diag(TRUTH))
    assert found == pytest.approx(TRUTH, abs=0.1)


def test_what_is_certain_stays_and_what_is_thin_is_drawn_to_the_rest():
    values = np.array([[1.0, 0.2, 0.9], [0.2, 1.0, 0.2], [0.9, 0.2, 1.0]])
    certain, thin = np.full((3, 3), 1e-9), np.full((3, 3), 1e-3)
    thin[0, 2] = thin[2, 0] = 10.0
    assert shrunk(values, certain) == pytest.approx(values, abs=1e-6)
    assert shrunk(values, thin)[0, 2] == pytest.approx(0.2, abs=0.05)


def test_lines_that_nobody_holds_together_vary_together_as_others_do():
    values = np.array([[1.0, 0.5, 0.0], [0.5, 1.0, 0.5], [0.0, 0.5, 1.0]])
    doubts = np.full((3, 3), 1e-6)
    doubts[0, 2] = doubts[2, 0] = np.inf
    assert shrunk(values, doubts)[0, 2] == pytest.approx(0.5, abs=1e-4)


def test_without_evidence_lines_do_not_vary_together():
    values = np.array([[1.0, 0.1], [0.1, 1.0]])
    assert shrunk(values, np.array([[1e-3, 0.5], [0.5, 1e-3]]))[0, 1] == 0


def test_a_line_without_claims_or_cover_breaks_nothing(engine):
    observed, expected = book(subjects=300, seed=2)
    observed[:, 2], expected[:, 2] = 0, 0
    found = estimate(engine.read_arrow(side(observed, expected)), lines=LINES)
    assert np.isfinite(found).all()
    assert np.linalg.eigvalsh(found).min() > -1e-12


@given(st.lists(st.floats(-2, 2), min_size=6, max_size=6))
def test_the_nearest_matrix_is_one_that_a_law_can_have(numbers):
    matrix = np.zeros((3, 3))
    matrix[np.triu_indices(3)] = numbers
    matrix = matrix + matrix.T
    found = nearest(matrix)
    assert np.linalg.eigvalsh(found).min() >= -1e-9
    assert nearest(found) == pytest.approx(found, abs=1e-9)


@pytest.mark.slow
def test_the_true_matrix_comes_back(engine):
    tables = [side(*book(subjects=20_000, seed=seed)) for seed in range(10)]
    found = np.mean([estimate(engine.read_arrow(table), lines=LINES) for table in tables], axis=0)
    assert found == pytest.approx(TRUTH, abs=0.04)
