"""Fading records, against a plain sum over the past, and the decay that a fading world gets."""

import itertools

import numpy as np
import pyarrow as pa
import pytest

from kehu.statistics.credibility.decay import best, histories, record, trials
from kehu.statistics.credibility.outcomes import gathered
from kehu.statistics.credibility.strength import Likelihood, estimate


def world(*, count, periods, persistence, seed):
    """Subjects whose level keeps a share of itself from period to period and is renewed for the rest."""
    chance = np.random.default_rng(seed)
    level, rows = chance.gamma(1.0, 1.0, count), []
    for period in range(periods):
        level = np.where(chance.random(count) < persistence, level, chance.gamma(1.0, 1.0, count))
        expected = chance.uniform(0.2, 0.8, count)
        columns = {"subject": np.arange(count), "period": np.full(count, period), "expected": expected}
        rows.append(pa.table(columns | {"observed": chance.poisson(level * expected)}))
    return pa.concat_tables(rows)


def plain(rows, *, subject, before, decay, what):
    return sum(
        row[what] * decay ** (before - row["period"])
        for row in rows
        if row["subject"] == subject and row["period"] < before
    )


@pytest.mark.parametrize("decay", [1.0, 0.8, 0.1])
def test_a_history_is_the_plain_sum_over_the_past(engine, decay):
    rows = world(count=20, periods=6, persistence=1.0, seed=1).filter(pa.array([i % 7 != 3 for i in range(120)]))
    for row in histories(engine.read_arrow(rows), decay=decay).to_pyarrow().to_pylist():
        at = {"subject": row["subject"], "before": row["period"], "decay": decay}
        for what in ("observed", "expected"):
            assert row[f"{what}_before"] == pytest.approx(plain(rows.to_pylist(), **at, what=what), rel=1e-12)


def test_a_record_is_the_history_of_the_coming_period(engine):
    rows = world(count=20, periods=4, persistence=1.0, seed=2)
    now = record(engine.read_arrow(rows), before=3, decay=0.7).to_pyarrow().to_pylist()
    then = histories(engine.read_arrow(rows), decay=0.7).to_pyarrow().to_pylist()
    seen = {row["subject"]: row["observed_before"] for row in then if row["period"] == 3}
    assert {row["subject"]: row["observed_before"] for row in now} == pytest.approx(seen)


def test_rows_of_one_period_are_one_period(engine):
    rows = pa.table({"subject": [1, 1, 1], "period": [1, 1, 2], "observed": [1, 2, 0], "expected": [0.1, 0.2, 0.3]})
    found = histories(engine.read_arrow(rows), decay=0.5).to_pyarrow().to_pylist()
    assert sorted((row["observed"], row["observed_before"]) for row in found) == [(0, 1.5), (3, 0.0)]


def test_nothing_of_the_judged_period_or_later_is_used(engine):
    rows = world(count=300, periods=4, persistence=0.7, seed=3)
    shifted = pa.table({**{name: rows[name] for name in rows.column_names}, "observed": _shifted(rows, after=3)})
    before, after = (
        trials(engine.read_arrow(table), decays=[0.8], judged=[2], probability=0.95)[0] for table in (rows, shifted)
    )
    assert before.by_period[2] == pytest.approx(after.by_period[2])
    assert before.strength != after.strength


def _shifted(rows, *, after):
    return np.where(rows["period"].to_numpy() >= after, 5, rows["observed"].to_numpy())


def test_a_score_is_the_likelihood_of_the_period_under_the_strength_of_its_past(engine):
    rows = engine.read_arrow(world(count=300, periods=3, persistence=0.7, seed=4))
    (trial,) = trials(rows, decays=[0.8], judged=[2], probability=0.95)
    seen = histories(rows, decay=0.8).mutate(subjects=1, rate=1.0)
    past, judged = (gathered(seen.filter(chosen).to_pyarrow()) for chosen in (seen.period < 2, seen.period == 2))
    strength = estimate(past, probability=0.95).strength
    assert trial.score == pytest.approx(Likelihood(judged).gain(strength), rel=1e-3)


def test_a_period_without_a_past_cannot_be_judged(engine):
    rows = engine.read_arrow(world(count=10, periods=2, persistence=1.0, seed=5))
    with pytest.raises(ValueError, match="no period before"):
        trials(rows, decays=[1.0], judged=[0], probability=0.95)


@pytest.mark.slow
@pytest.mark.parametrize(("persistence", "fades"), [(1.0, False), (0.7, True)])
def test_a_fading_world_gets_a_fading_record(engine, persistence, fades):
    rows = engine.read_arrow(world(count=20_000, periods=7, persistence=persistence, seed=6))
    chosen = best(trials(rows, decays=[1.0, 0.85, 0.7, 0.5], judged=[4, 5, 6], probability=0.95))
    assert (chosen.decay < 1) == fades


def test_of_equals_the_slower_decay_is_chosen(engine):
    rows = engine.read_arrow(world(count=50, periods=3, persistence=1.0, seed=7))
    (trial,) = trials(rows, decays=[0.9], judged=[2], probability=0.95)
    twins = [type(trial)(decay, trial.strength, trial.score, trial.by_period) for decay in (0.8, 1.0, 0.9)]
    assert {best(order).decay for order in itertools.permutations(twins)} == {1.0}
