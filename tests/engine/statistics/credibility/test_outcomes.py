"""Classes of subjects: the engine counts what numpy would count, and sums are kept."""

import numpy as np
import pyarrow as pa
import pytest

from kehu.statistics.credibility.outcomes import classes, gathered, of_subjects


@pytest.fixture(scope="module")
def subjects():
    chance = np.random.default_rng(3)
    expected = np.where(chance.random(2_000) < 0.1, 0.0, chance.gamma(2, 0.3, 2_000))
    return pa.table({"observed": chance.poisson(expected), "expected": expected, "period": np.arange(2_000) % 3})


def test_sums_are_kept(engine, subjects):
    found = gathered(classes(engine.read_arrow(subjects)).to_pyarrow())
    observed, expected = (subjects[name].to_numpy() for name in ("observed", "expected"))
    assert found.subjects.sum() == 2_000
    assert found.subjects @ found.observed == observed.sum()
    assert found.subjects @ found.expected == pytest.approx(expected.sum())


def test_classes_are_fewer_than_subjects_and_apart_by_period(engine, subjects):
    together = classes(engine.read_arrow(subjects)).to_pyarrow()
    apart = classes(engine.read_arrow(subjects), by=["period"]).to_pyarrow()
    assert together.num_rows < apart.num_rows < 1_000
    assert set(apart["period"].to_pylist()) == {0, 1, 2}


def test_subjects_of_whom_nothing_is_expected_are_a_class(engine):
    rows = pa.table({"observed": [0, 0, 0], "expected": [0.0, 0.0, 1.0]})
    assert sorted(classes(engine.read_arrow(rows)).to_pyarrow()["subjects"].to_pylist()) == [1, 2]


def test_a_past_keeps_its_decayed_counts(engine):
    rows = pa.table({"observed": [0, 0], "expected": [1.0, 1.0], "observed_before": [0.9, 0.1 + 0.8]})
    found = gathered(
        classes(engine.read_arrow(rows.append_column("expected_before", pa.array([2.0, 2.0])))).to_pyarrow()
    )
    assert found.observed_before.tolist() == [0.9]


@pytest.mark.parametrize("observed", [-1.0, 0.5, float("nan")])
def test_what_is_no_count_is_refused(observed):
    with pytest.raises(ValueError, match=r"whole|numbers"):
        of_subjects([observed], [1.0])
