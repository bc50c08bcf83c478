"""Bühlmann-Straub and its hierarchy: against mixed-model algebra, and what a poor year moves."""

import dataclasses

import numpy as np
import pyarrow as pa
import pytest

from kehu.statistics.credibility.buhlmann_straub import (
    Segments,
    Structure,
    estimates,
    structure,
    summed,
    weight_until,
)


def draw(*, groups, each, periods, known, seed):
    """Ratios of segments in groups, normal around known levels, with weights from dwarf to giant."""
    chance = np.random.default_rng(seed)
    group = np.repeat(np.arange(groups), each)
    level = known.mean + chance.normal(0, known.between_groups**0.5, groups)[group]
    level = level + chance.normal(0, known.between_segments**0.5, len(group))
    weight = chance.gamma(0.3, 30, (len(group), periods)) + 0.1
    ratio = level[:, None] + chance.normal(0, 1, weight.shape) * np.sqrt(known.within / weight)
    return group, weight, ratio


def segments_of(group, weight, ratio):
    mean = (weight * ratio).sum(axis=1) / weight.sum(axis=1)
    spread = (weight * (ratio - mean[:, None]) ** 2).sum(axis=1)
    return Segments(weight.sum(axis=1), mean, spread, np.full(len(group), float(weight.shape[1])), group)


KNOWN = Structure(mean=10.0, within=6.0, between_segments=1.5, between_groups=2.0)


@pytest.fixture(scope="module")
def drawn():
    return draw(groups=6, each=4, periods=5, known=KNOWN, seed=1)


def test_the_engine_sums_segments_as_numpy_does(engine, drawn):
    group, weight, ratio = drawn
    segment = np.repeat(np.arange(len(group)), weight.shape[1])
    columns = {"group": group[segment], "segment": segment, "weight": weight.ravel(), "ratio": ratio.ravel()}
    found = summed(engine.read_arrow(pa.table(columns))).order_by("segment").to_pyarrow()
    expected = segments_of(*drawn)
    for name in ("weight", "mean", "spread", "periods", "group"):
        assert found[name].to_numpy() == pytest.approx(getattr(expected, name))


def test_estimates_are_the_best_linear_ones(drawn):
    """With the mean known, levels by the full matrix of covariances of the segments' ratios."""
    segments = segments_of(*drawn)
    same = np.equal.outer(segments.group, segments.group)
    levels = KNOWN.between_groups * same + KNOWN.between_segments * np.eye(len(same))
    together = levels + np.diag(KNOWN.within / segments.weight)
    plain = KNOWN.mean + levels @ np.linalg.solve(together, segments.mean - KNOWN.mean)
    found = estimates(segments, structure=KNOWN)
    assert found.segment_estimate == pytest.approx(plain)
    assert found.segment_factor == pytest.approx(plain / KNOWN.mean)


def test_the_mean_is_that_of_least_squares(drawn):
    segments = segments_of(*drawn)
    found = structure(segments)
    same = np.equal.outer(segments.group, segments.group)
    levels = found.between_groups * same + found.between_segments * np.eye(len(same))
    weights = np.linalg.solve(levels + np.diag(found.within / segments.weight), np.ones(len(same)))
    assert found.mean == pytest.approx(weights @ segments.mean / weights.sum())


def test_variances_are_where_their_iteration_comes_to_rest(drawn):
    """The iterative estimators: a = sum z (X - group mean)² / sum (J - 1)."""
    segments = segments_of(*drawn)
    found = structure(segments)
    own = estimates(segments, structure=found).segment_credibility
    means = np.array(
        [np.average(segments.mean[segments.group == g], weights=own[segments.group == g]) for g in range(6)]
    )
    assert own @ (segments.mean - means[segments.group]) ** 2 / (24 - 6) == pytest.approx(found.between_segments)
    trust = estimates(segments, structure=found).group_credibility
    whole = np.average(means, weights=trust)
    assert trust @ (means - whole) ** 2 / (6 - 1) == pytest.approx(found.between_groups)
    assert found.mean == pytest.approx(whole)


def test_one_group_is_no_hierarchy(drawn):
    segments = dataclasses.replace(segments_of(*drawn), group=np.zeros(24, dtype=int))
    found = structure(segments)
    assert found.between_groups == 0
    by_credibility = np.average(segments.mean, weights=estimates(segments, structure=found).segment_credibility)
    assert found.mean == pytest.approx(by_credibility)


def test_a_poor_year_moves_a_large_fleet_and_not_a_grandmother():
    """Both have the same ratio, twice what is usual; the fleet has 400 vehicle years and she has one."""
    known = Structure(mean=1.0, within=4.0, between_segments=0.1, between_groups=0.05)
    weight, usual = np.array([400.0, 1.0, 40.0]), np.ones(3)
    before = Segments(weight, usual, usual, usual * 2, np.array([0, 1, 1]))
    after = dataclasses.replace(before, mean=np.array([2.0, 2.0, 1.0]))
    factor = estimates(after, structure=known).segment_factor
    assert factor[0] > 1.9
    assert factor[1] < 1.06


def test_segments_alike_have_their_groups_estimate():
    mean = np.array([1.0, 1.0, 2.0, 2.0])
    segments = Segments(np.full(4, 10.0), mean, np.full(4, 9.0), np.full(4, 5.0), np.array([0, 0, 1, 1]))
    found = structure(segments)
    assert found.between_segments == 0 and found.between_groups > 0
    assert estimates(segments, structure=found).segment_credibility.tolist() == [0.0] * 4


def test_groups_alike_have_the_mean_of_the_whole():
    segments = Segments(np.full(4, 10.0), np.full(4, 1.5), np.full(4, 9.0), np.full(4, 5.0), np.array([0, 0, 1, 1]))
    found = structure(segments)
    assert (found.mean, found.between_segments, found.between_groups) == pytest.approx((1.5, 0, 0))
    assert estimates(segments, structure=found).segment_factor == pytest.approx([1.0] * 4)


def test_ratios_that_never_change_are_believed_at_once():
    segments = Segments(np.ones(2), np.array([1.0, 3.0]), np.zeros(2), np.full(2, 2.0), np.array([0, 0]))
    assert estimates(segments, structure=structure(segments)).segment_estimate == pytest.approx([1, 3], rel=1e-6)


def test_half_credibility_comes_with_its_weight():
    segments = Segments(np.array([4.0]), np.ones(1), np.ones(1), np.ones(1), np.array([0]))
    known = Structure(mean=1.0, within=6.0, between_segments=1.5, between_groups=0.0)
    assert weight_until(0.5, structure=known) == 4.0
    assert estimates(segments, structure=known).segment_credibility.tolist() == [0.5]
    assert weight_until(0.5, structure=dataclasses.replace(known, between_segments=0.0)) == np.inf


def test_a_single_period_each_is_refused():
    with pytest.raises(ValueError, match="two periods"):
        structure(Segments(np.ones(2), np.ones(2), np.zeros(2), np.ones(2), np.array([0, 0])))


@pytest.mark.slow
def test_the_structure_comes_back_without_bias():
    found = [structure(segments_of(*draw(groups=40, each=6, periods=4, known=KNOWN, seed=seed))) for seed in range(60)]
    values = np.array([dataclasses.astuple(one) for one in found])
    errors = values.std(axis=0) / 60**0.5
    assert (np.abs(values.mean(axis=0) - dataclasses.astuple(KNOWN)) < 3 * errors + 0.02).all()
