"""Strengths as rows: the book's, and each line's where it has claims enough."""

import ibis
import numpy as np
import pyarrow as pa
import pytest

from kehu.assumptions import Record
from kehu.stages.risk.strengths import as_rows, finite, of_line
from tests.engine.stages.risk.test_record import believed

PARAMETERS = Record(source="made up", least_claims=100)


def told(policies):
    random = np.random.default_rng(2)
    claims = random.poisson(random.gamma(2, 0.5, policies))
    keys = [f"P{number}" for number in range(policies)]
    return ibis.memtable(pa.table({"policy_id": keys, "observed": claims.astype(float), "expected": [1.0] * policies}))


def test_a_line_with_claims_enough_has_a_strength_of_its_own():
    found = of_line(told(3000), parameters=PARAMETERS)
    assert found.lower < 2.0 < found.upper
    assert found.strength == pytest.approx(2.0, rel=0.2)


def test_a_line_with_few_claims_has_none():
    assert of_line(told(20), parameters=PARAMETERS) is None


def test_the_book_has_one_row():
    (row,) = as_rows(believed()).to_pyarrow().to_pylist()
    assert (row["strength"], row["customer_variance"], row["decay"]) == (2.0, 0.3, 1.0)


def test_what_has_no_bound_is_empty():
    assert (finite(np.inf), finite(2.0)) == (None, 2.0)
