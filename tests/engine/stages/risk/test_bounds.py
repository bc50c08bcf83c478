"""Intervals as wide as customers scatter."""

import ibis
import numpy as np
import pyarrow as pa
import pytest

from kehu.stages.risk.bounds import spread_between_customers, with_customers_bounds
from kehu.statistics.rating.documents import example


def told(observed, *, terms=5, expected=0.4):
    """Terms of customers, each with the same expectation a term."""
    ids = np.repeat(np.arange(len(observed)), terms).astype(str)
    claims = np.concatenate([np.r_[count, np.zeros(terms - 1)] for count in observed])
    return ibis.memtable(pa.table({"customer_id": ids, "observed": claims, "expected": np.full(len(ids), expected)}))


def test_independent_claims_leave_the_interval_as_it_is():
    claims = np.random.default_rng(1).poisson(2.0, 4_000)
    assert spread_between_customers(told(claims)) == pytest.approx(1.0, abs=0.06)


def test_customers_that_differ_widen_it_by_their_variance():
    random = np.random.default_rng(1)
    levels = random.gamma(2.0, 0.5, 20_000)  # mean 1, variance 0.5; two claims are expected of each
    assert spread_between_customers(told(random.poisson(2.0 * levels))) == pytest.approx(1 + 2 * 0.5, rel=0.05)


def test_an_interval_is_never_made_narrower():
    assert spread_between_customers(told([2, 2, 2])) == 1.0
    assert with_customers_bounds(example(), told([2, 2])).table("age").upper[1] == pytest.approx(2.2)


def test_bounds_widen_on_the_scale_of_logarithms_and_relativities_stay():
    model = with_customers_bounds(example(), told([6, 0, 0, 2]))
    by = np.sqrt(model.about["spread_between_customers"])
    table, before = model.table("age"), example().table("age")
    assert by > 1.5
    assert np.allclose(table.relativities, before.relativities)
    assert np.allclose(np.log(table.upper / table.relativities), by * np.log(before.upper / before.relativities))


def test_a_line_without_expectation_has_nothing_to_widen():
    assert spread_between_customers(told([0, 0], expected=0.0)) == 1.0
