"""Judging: against plain definitions, row by row and pair by pair."""

from functools import partial
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import mean_gamma_deviance, mean_poisson_deviance, mean_tweedie_deviance, roc_auc_score

from kehu.statistics.rating.families import Family
from kehu.statistics.rating.judging import auc, calibration, deviances, gini, paired_difference

RNG = np.random.default_rng(1)
OBSERVED, MEAN, WEIGHT = RNG.poisson(1.0, 200) * 1.0, RNG.uniform(0.5, 2.0, 200), RNG.uniform(0.1, 1.0, 200)
ONES = np.ones(200)


@pytest.mark.parametrize(
    ("family", "theirs", "observed"),
    [
        (Family("poisson"), mean_poisson_deviance, OBSERVED),
        (Family("gamma"), mean_gamma_deviance, OBSERVED + 0.1),
        (Family("tweedie", 1.4), partial(mean_tweedie_deviance, power=1.4), OBSERVED),
    ],
    ids=["poisson", "gamma", "tweedie"],
)
def test_deviances_are_those_of_the_textbook(family, theirs, observed):
    found = deviances(family, observed=observed, mean=MEAN, weight=WEIGHT)
    assert found.sum() / WEIGHT.sum() == pytest.approx(theirs(observed, MEAN, sample_weight=WEIGHT))


def test_a_poisson_deviance_is_that_of_counts_whatever_the_exposure():
    counts, expected = np.array([0.0, 2.0]), np.array([0.05, 0.1])
    plain = 2 * (expected - counts + np.array([0, 2 * np.log(2 / 0.1)]))
    years = np.array([0.5, 0.25])
    found = deviances(Family("poisson"), observed=counts / years, mean=expected / years, weight=years)
    np.testing.assert_allclose(found, plain)


def test_the_deviance_of_shares_counts_cases():
    found = deviances(Family("binomial"), observed=np.array([0.5]), mean=np.array([0.25]), weight=np.array([4.0]))
    assert found[0] == pytest.approx(-2 * (2 * np.log(0.25 / 0.5) + 2 * np.log(0.75 / 0.5)))


scores = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 1)), min_size=2, max_size=40)


@given(scores.filter(lambda rows: len({case for _, case in rows}) == 2))
def test_auc_is_that_of_rows_with_ties_halved(rows):
    score, case = np.array(rows, dtype=float).T
    assert auc(score, weight=np.ones(len(rows)), total=case) == pytest.approx(roc_auc_score(case, score))


def test_auc_of_cells_is_that_of_their_cases():
    score, cases = np.repeat([0.1, 0.2, 0.3], 4), np.array([1, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 0])
    by_cell = auc(np.array([0.1, 0.2, 0.3]), weight=np.full(3, 4.0), total=np.array([1.0, 2.0, 3.0]))
    assert by_cell == pytest.approx(roc_auc_score(cases, score))


def test_auc_of_cases_that_are_all_alike_is_no_number():
    assert np.isnan(auc(np.array([0.1, 0.2]), weight=np.ones(2), total=np.ones(2)))


def test_gini_is_nothing_for_a_constant_and_turns_with_the_order():
    assert gini(ONES, weight=WEIGHT, total=OBSERVED) == pytest.approx(0, abs=1e-12)
    assert gini(-MEAN, weight=WEIGHT, total=OBSERVED) == pytest.approx(-gini(MEAN, weight=WEIGHT, total=OBSERVED))
    assert gini(MEAN, weight=WEIGHT, total=0 * OBSERVED) == 0


def test_bands_hold_equal_weight_and_add_up():
    bands = calibration(Family("poisson"), observed=OBSERVED, mean=MEAN, weight=ONES, bands=10)
    assert [band.weight for band in bands] == [20.0] * 10
    assert sum(band.expected for band in bands) == pytest.approx(MEAN.sum())
    assert sum(band.observed for band in bands) == pytest.approx(OBSERVED.sum())
    assert all(a.expected < b.expected for a, b in pairwise(bands))


def test_right_predictions_fall_inside_their_bands():
    rng, inside = np.random.default_rng(9), []
    for _ in range(40):
        mean = rng.uniform(0.05, 0.5, 2000)
        bands = calibration(Family("poisson"), observed=rng.poisson(mean) * 1.0, mean=mean, weight=np.ones(2000))
        inside += [band.lower <= band.observed <= band.upper for band in bands]
    assert 0.92 < np.mean(inside) < 0.98


def test_a_paired_difference_is_smaller_in_doubt_than_an_unpaired_one():
    noise = RNG.normal(size=200)
    mean, error = paired_difference(noise + 0.1, noise)
    assert mean == pytest.approx(0.1)
    assert error < 1e-12
