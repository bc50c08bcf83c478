"""What holds of any record: order, splitting and doubling change nothing, factors balance, levels nest."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kehu.statistics.credibility import across_lines, gamma_poisson
from kehu.statistics.credibility.buhlmann_straub import Segments, estimates, structure
from kehu.statistics.credibility.decay import histories, record
from kehu.statistics.credibility.outcomes import of_subjects
from kehu.statistics.credibility.strength import estimate
from kehu.statistics.credibility.two_level import Variances, effects

pytestmark = pytest.mark.slow

EXPECTED = st.floats(0.01, 20)
RECORDS = st.lists(st.tuples(st.integers(0, 12), EXPECTED), min_size=2, max_size=30)
STRENGTHS = st.floats(0.05, 500)


def columns(records):
    observed, expected = zip(*records, strict=True)
    return np.array(observed, dtype=float), np.array(expected)


def same(one, other):
    """Estimates are equal, or both without heterogeneity."""
    return one.strength == other.strength == np.inf or one.strength == pytest.approx(other.strength, rel=1e-5)


@given(RECORDS, st.randoms())
def test_the_order_of_subjects_changes_nothing(records, chance):
    shuffled = chance.sample(records, len(records))
    found = [estimate(of_subjects(*columns(order)), probability=0.95) for order in (records, shuffled)]
    assert same(*found)


@given(RECORDS)
def test_a_doubled_book_has_the_same_strength_and_a_smaller_error(records):
    once, twice = (estimate(of_subjects(*columns(book)), probability=0.95) for book in (records, records * 2))
    assert same(once, twice)
    assert twice.standard_error == pytest.approx(once.standard_error / 2**0.5, rel=1e-4)
    assert once.lower <= twice.lower * (1 + 1e-6) and twice.upper <= once.upper * (1 + 1e-6)


@given(RECORDS)
def test_a_class_of_equals_counts_as_its_subjects(records):
    observed, expected = columns(records)
    classed = replace(of_subjects(observed, expected), subjects=np.full(len(observed), 2.0))
    twofold = of_subjects(*columns(records * 2))
    assert same(*(estimate(outcomes, probability=0.95) for outcomes in (classed, twofold)))


@given(RECORDS, STRENGTHS)
def test_factors_average_to_one_by_strength_and_expectation(records, strength):
    """Weighed by a + L, where as much was observed as expected in all."""
    observed, expected = columns(records)
    assume(observed.sum() > 0)
    expected = expected * observed.sum() / expected.sum()
    factors = gamma_poisson.factor(observed, expected, strength=strength)
    assert np.average(factors, weights=strength + expected) == pytest.approx(1)


@given(st.integers(0, 50), EXPECTED, STRENGTHS)
def test_a_factor_lies_between_one_and_the_record_and_rises_with_it(observed, expected, strength):
    factor, worse = (gamma_poisson.factor(float(n), expected, strength=strength) for n in (observed, observed + 1))
    low, high = sorted([1, observed / expected])
    assert low - 1e-12 <= factor <= high + 1e-12
    assert worse > factor
    assert 0 <= gamma_poisson.credibility(expected, strength=strength) < 1


PERIODS = st.lists(st.tuples(st.integers(1, 3), st.integers(2020, 2024), st.integers(0, 4), EXPECTED), min_size=1)


@given(PERIODS, st.floats(0.3, 1))
def test_splitting_a_period_in_two_changes_no_record(engine, rows, decay):
    """A row in halves of its expectation, with all its claims in one of them."""
    halves = [(s, p, n, m / 2) for s, p, n, m in rows] + [(s, p, 0, m / 2) for s, p, _, m in rows]
    names = ("subject", "period", "observed", "expected")
    whole, split = (
        engine.read_arrow(pa.table(dict(zip(names, map(list, zip(*table, strict=True)), strict=True))))
        for table in (rows, halves)
    )
    for of in (lambda table: record(table, before=2024, decay=decay), lambda table: histories(table, decay=decay)):
        one, other = (_sorted(of(table)) for table in (whole, split))
        assert one == [pytest.approx(row) for row in other]


def _sorted(table):
    rows = table.to_pyarrow().to_pylist()
    return sorted(rows, key=lambda row: (row["subject"], row.get("period", 0)))


@given(RECORDS, STRENGTHS)
def test_two_levels_with_one_member_each_are_one_level(engine, records, strength):
    observed, expected = columns(records)
    rows = pa.table({"group": np.arange(len(observed)), "observed": observed, "expected": expected})
    shared = Variances(0.4 / strength, 0.6 / strength)
    found = effects(engine.read_arrow(rows), variances=shared).order_by("group").to_pyarrow()
    assert found["factor"].to_numpy() == pytest.approx(gamma_poisson.factor(observed, expected, strength=strength))


@given(RECORDS, STRENGTHS)
def test_two_levels_without_their_own_effect_are_one_record_of_the_group(engine, records, strength):
    observed, expected = columns(records)
    rows = pa.table({"group": np.zeros(len(observed)), "observed": observed, "expected": expected})
    found = effects(engine.read_arrow(rows), variances=Variances(1 / strength, 0.0)).to_pyarrow()["factor"].to_numpy()
    assert found == pytest.approx(
        [gamma_poisson.factor(observed.sum(), expected.sum(), strength=strength)] * len(observed)
    )


@given(st.lists(st.tuples(st.integers(0, 9), EXPECTED, st.integers(0, 9), EXPECTED), min_size=1), STRENGTHS, STRENGTHS)
def test_unrelated_lines_are_single_lines(rows, first, second):
    table = np.array(rows, dtype=float)
    observed, expected = table[:, [0, 2]], table[:, [1, 3]]
    found = across_lines.factors(observed, expected, covariance=np.diag([1 / first, 1 / second]))
    alone = [
        gamma_poisson.factor(observed[:, k], expected[:, k], strength=strength)
        for k, strength in ((0, first), (1, second))
    ]
    assert found == pytest.approx(np.maximum(np.transpose(alone), across_lines.LEAST))


@given(st.lists(st.tuples(st.integers(0, 9), EXPECTED, st.integers(0, 9), EXPECTED), min_size=1), STRENGTHS)
def test_lines_that_are_one_are_one_record(rows, strength):
    table = np.array(rows, dtype=float)
    observed, expected = table[:, [0, 2]], table[:, [1, 3]]
    found = across_lines.factors(observed, expected, covariance=np.full((2, 2), 1 / strength))
    one = gamma_poisson.factor(observed.sum(axis=1), expected.sum(axis=1), strength=strength)
    assert found == pytest.approx(np.maximum(np.transpose([one, one]), across_lines.LEAST))


SEGMENTS = st.lists(st.tuples(st.floats(0.5, 1e4), st.floats(0.1, 5), st.floats(0.1, 50)), min_size=3, max_size=12)


def segments(rows, *, scale=1.0):
    weight, mean, spread = np.array(rows).T
    return Segments(weight, mean * scale, spread * scale**2, np.full(len(rows), 4.0), np.arange(len(rows)) % 2)


@given(SEGMENTS)
def test_another_currency_changes_no_factor(rows):
    known, other = segments(rows), segments(rows, scale=7.25)
    found = [estimates(one, structure=structure(one)) for one in (known, other)]
    assert found[0].segment_factor == pytest.approx(found[1].segment_factor, rel=1e-4, abs=1e-6)


@given(SEGMENTS)
def test_an_estimate_lies_between_the_segment_and_its_group_and_by_weight(rows):
    known = segments(rows)
    found = estimates(known, structure=structure(known))
    above = found.group_estimate[known.group]
    low, high = np.minimum(known.mean, above), np.maximum(known.mean, above)
    assert ((low - 1e-9 <= found.segment_estimate) & (found.segment_estimate <= high + 1e-9)).all()
    order = np.argsort(known.weight)
    assert (np.diff(found.segment_credibility[order]) >= -1e-12).all()
