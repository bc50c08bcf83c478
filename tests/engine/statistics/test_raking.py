"""Raked shares: they add up row by row, and to the totals that are known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kehu.statistics.raking import raked, shares

ROWS, PARTS = 12, 3
LIKELY = arrays(np.float64, (ROWS, PARTS), elements=st.floats(0.01, 10))
WEIGHT = arrays(np.float64, ROWS, elements=st.floats(0.1, 10))
TOTALS = arrays(np.float64, PARTS, elements=st.floats(0.5, 50))


@given(LIKELY, WEIGHT, TOTALS)
def test_shares_add_up_by_row_and_to_every_total(parts, weight, totals):
    found = shares(parts * raked(parts, weight=weight, totals=totals))
    assert found.sum(axis=1) == pytest.approx(np.ones(ROWS))
    assert weight @ found == pytest.approx(totals * weight.sum() / totals.sum(), rel=1e-8)


@given(LIKELY, WEIGHT, st.floats(0.1, 10))
def test_totals_count_by_their_proportions(parts, weight, times):
    totals = np.array([1.0, 2.0, 3.0])
    assert raked(parts, weight=weight, totals=totals * times) == pytest.approx(
        raked(parts, weight=weight, totals=totals), rel=1e-6
    )


def test_totals_that_are_there_already_move_nothing():
    parts, weight = np.array([[1.0, 3.0], [2.0, 2.0]]), np.array([1.0, 1.0])
    assert raked(parts, weight=weight, totals=weight @ shares(parts)).tolist() == [1.0, 1.0]


def test_a_part_without_a_total_has_no_share():
    parts, weight = np.ones((2, 3)), np.ones(2)
    found = shares(parts * raked(parts, weight=weight, totals=np.array([1.0, 0.0, 3.0])))
    assert found[0].tolist() == pytest.approx([0.25, 0.0, 0.75])


def test_a_part_that_is_nowhere_cannot_have_a_total():
    with pytest.raises(ValueError, match="is in no row"):
        raked(np.array([[1.0, 0.0]]), weight=np.ones(1), totals=np.ones(2))
