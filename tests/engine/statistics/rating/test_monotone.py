"""Monotone tables: they go one way, stay balanced, and pool no more than they must."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression

from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import cells_of
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.fitting import fit
from kehu.statistics.rating.model import predicted
from kehu.statistics.rating.monotone import pooled_neighbours


def fitted(totals, monotone, strength=1e-4):
    levels = len(totals)
    bonus = Binning("bonus", "numeric", cuts=tuple(range(1, levels)), monotone=monotone)
    cells = cells_of({"bonus": range(levels)}, [bonus], weight=np.full(levels, 100.0), total=totals)
    return fit(cells, Family("poisson"), strengths={"bonus": strength}), cells


@pytest.mark.parametrize(("monotone", "sign"), [("up", 1), ("down", -1)])
def test_a_declared_factor_goes_its_way_only(monotone, sign):
    totals = np.array([10, 30, 20, 25, 60, 40][::sign], dtype=float)
    model, cells = fitted(totals, monotone)
    assert (sign * np.diff(model.table("bonus").relativities[1:]) >= -1e-12).all()
    assert (predicted(model, cells) * 100).sum() == pytest.approx(185, rel=1e-10)


def test_without_a_penalty_it_is_isotonic_regression():
    totals = np.array([10, 30, 20, 25, 60, 40], dtype=float)
    model, cells = fitted(totals, "up", strength=1e-9)
    np.testing.assert_allclose(predicted(model, cells) * 100, isotonic_regression(totals).x, rtol=1e-5)


def test_what_goes_the_declared_way_is_left_alone():
    totals = np.array([10, 20, 30], dtype=float)
    free, declared = fitted(totals, None)[0], fitted(totals, "up")[0]
    np.testing.assert_allclose(declared.tables[0].relativities, free.tables[0].relativities, rtol=1e-12)


@given(st.lists(st.tuples(st.floats(-5, 5), st.floats(0.1, 10)), min_size=1, max_size=20), st.booleans())
def test_pools_are_those_of_isotonic_regression(drawn, rises):
    effects, weights = np.array(drawn).T
    pools = pooled_neighbours(effects, weights, "up" if rises else "down")
    means = np.bincount(pools, effects * weights) / np.bincount(pools, weights)
    expected = isotonic_regression(effects, weights=weights, increasing=rises).x
    np.testing.assert_allclose(means[pools], expected, atol=1e-12)
