"""Fits: exact on cells, equal to glum's own on rows, balanced, and calm on small books."""

import glum
import numpy as np
import pytest

from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import cells_of, summed, with_folds
from kehu.statistics.rating.design import main_blocks
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.fitting import as_problem, chosen, cross_validated, fit
from kehu.statistics.rating.model import predicted
from kehu.statistics.rating.solving import solve

pytestmark = pytest.mark.slow

AGE = Binning("age", "numeric", cuts=(25, 30, 40, 60), is_whole=True)
KIND = Binning("kind", "codes", groups=(("A",), ("B",), ("C",)))
BINS = [AGE, KIND]
STRENGTHS = {"age": 5.0, "kind": 3.0}
FAMILIES = [Family("poisson"), Family("gamma"), Family("binomial"), Family("tweedie", 1.5)]


def rows_of(family, *, count=3000, seed=11):
    """Rows with a true effect of age and kind."""
    rng = np.random.default_rng(seed)
    columns = {"age": rng.integers(18, 80, count), "kind": rng.choice(list("ABC"), count)}
    effect = np.where(columns["age"] < 30, 0.7, 0.0) + np.where(columns["kind"] == "B", -0.4, 0.0)
    weight = rng.uniform(0.2, 1.0, count) if family.name in ("poisson", "tweedie") else rng.integers(1, 5, count) * 1.0
    mean = family.mean(effect - 1.0)
    if family.name == "poisson":
        total = rng.poisson(mean * weight) * 1.0
    elif family.name == "binomial":
        total = rng.binomial(weight.astype(int), mean) * 1.0
    elif family.name == "gamma":
        total = rng.gamma(2.0 * weight, mean / 2.0)
    else:
        total = rng.poisson(mean * weight) * rng.gamma(2.0, 1.0, count)
    return cells_of(columns, BINS, weight=weight, total=total, folds=rng.integers(0, 4, count))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_cells_give_what_rows_give(family):
    rows = rows_of(family)
    cells = summed(rows)
    assert len(cells) < len(rows) / 10
    on_rows, on_cells = (fit(each, family, strengths=STRENGTHS) for each in (rows, cells))
    np.testing.assert_allclose(predicted(on_cells, rows), predicted(on_rows, rows), rtol=1e-8)
    for left, right in zip(on_rows.tables, on_cells.tables, strict=True):
        np.testing.assert_allclose(left.relativities, right.relativities, rtol=1e-8)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_it_agrees_with_glum_on_plain_columns(family):
    rows = rows_of(family)
    problem = as_problem(rows, main_blocks(rows), family)
    penalty = problem.design.penalty([5.0, 3.0])
    plain = glum.GeneralizedLinearRegressor(
        family=family.for_glum(), link=family.link, alpha=1, P2=penalty / problem.weight.sum(), gradient_tol=1e-11
    ).fit(problem.design.matrix.toarray(), problem.observed, sample_weight=problem.weight)
    ours = problem.mean(solve(problem, [5.0, 3.0]).coefficients)
    np.testing.assert_allclose(ours, plain.predict(problem.design.matrix.toarray()), rtol=1e-8)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_predictions_sum_to_what_was_observed(family):
    rows = rows_of(family)
    model = fit(rows, family, strengths=STRENGTHS)
    assert (predicted(model, rows) * rows.weight).sum() == pytest.approx(rows.total.sum(), rel=1e-10)


def test_an_offset_by_row_is_a_weight_by_cell():
    rows = rows_of(Family("poisson"))
    known = np.random.default_rng(5).uniform(0.5, 2.0, len(rows))
    problem = as_problem(rows, main_blocks(rows), Family("poisson"), np.log(known))
    by_row = solve(problem, [5.0, 3.0]).coefficients
    weighed = summed(cells_like(rows, weight=rows.weight * known))
    by_cell = solve(as_problem(weighed, main_blocks(weighed), Family("poisson")), [5.0, 3.0]).coefficients
    np.testing.assert_allclose(by_cell, by_row, atol=1e-8)


def cells_like(cells, *, weight):
    columns = {"age": np.array([0, 20, 27, 35, 50, 70])[cells.numbers["age"]]}
    columns["kind"] = np.array([None, "A", "B", "C", "D"], dtype=object)[cells.numbers["kind"]]
    return cells_of(columns, BINS, weight=weight, total=cells.total, folds=cells.folds)


def test_a_light_penalty_leaves_one_way_means_alone():
    cells = cells_of({"kind": ["A", "B"]}, [KIND], weight=[100, 200], total=[10, 60])
    model = fit(cells, Family("poisson"), strengths={"kind": 1e-6})
    np.testing.assert_allclose(predicted(model, cells), [0.1, 0.3], rtol=1e-6)


def test_the_penalty_of_one_factor_is_credibility():
    cells = cells_of({"kind": list("ABC")}, [KIND], weight=[1e6, 1e6, 10], total=[1e5, 1e5, 4])
    model = fit(cells, Family("poisson"), strengths={"kind": 1.0})
    relativity = predicted(model, cells)[2] / 0.1
    # One claim is expected of the level, the strength is one: it goes a good part of the way from 1 to the observed 4.
    assert 2.0 < relativity < 3.5


@pytest.mark.slow
def test_searched_strengths_draw_noise_to_one_and_leave_signal():
    rng = np.random.default_rng(2)
    columns = {"age": rng.integers(18, 80, 20_000), "kind": rng.choice(list("ABC"), 20_000)}
    mean = np.where(columns["age"] < 30, 0.4, 0.1)
    rows = cells_of(columns, BINS, weight=np.ones(20_000), total=rng.poisson(mean), folds=rng.integers(0, 5, 20_000))
    model = fit(summed(rows), Family("poisson"))
    assert model.table("age").relativities[1] / model.table("age").relativities[4] == pytest.approx(4, rel=0.15)
    assert np.abs(np.log(model.table("kind").relativities)).max() < 0.05


@pytest.mark.slow
def test_a_handful_of_claims_moves_little():
    rng = np.random.default_rng(8)
    columns = {"age": rng.integers(18, 80, 300), "kind": rng.choice(list("ABC"), 300)}
    rows = cells_of(columns, BINS, weight=np.ones(300), total=rng.binomial(1, 0.02, 300), folds=rng.integers(0, 5, 300))
    model = fit(rows, Family("poisson"))
    assert all(np.abs(np.log(table.relativities)).max() < 0.3 for table in model.tables)


def test_a_factor_with_one_level_gets_no_table():
    cells = cells_of({"age": [20, 35], "kind": ["A", "A"]}, BINS, weight=[10, 10], total=[1, 2])
    assert [table.factors for table in fit(cells, Family("poisson"), strengths=STRENGTHS).tables] == [("age",)]


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_no_event_at_all_gives_the_base_of_half_an_event(family):
    cells = cells_of({"age": [20, 35], "kind": ["A", "B"]}, BINS, weight=[10, 10], total=[0, 0])
    model = fit(cells, family)
    assert model.tables == ()
    assert predicted(model, cells) == pytest.approx([0.025] * 2)


@pytest.mark.parametrize(("happened", "share"), [(0, 0.5 / 8), (4, 0.5), (8, 7.5 / 8)])
def test_a_share_without_tables_is_the_share_itself(happened, share):
    cells = cells_of({}, [], weight=[8], total=[happened])
    assert predicted(fit(cells, Family("binomial"), strengths={}), cells) == pytest.approx([share])


def test_where_all_happened_there_is_nothing_to_tell_apart():
    bins = [Binning("kind", "codes", groups=(("A",), ("B",)))]
    cells = cells_of({"kind": ["A", "B"]}, bins, weight=[3, 5], total=[3, 5], folds=[0, 1])
    model = fit(cells, Family("binomial"))
    assert model.tables == ()
    assert predicted(model, cells) == pytest.approx([7.5 / 8] * 2)


def test_nothing_to_fit_is_said():
    with pytest.raises(ValueError, match="nothing to fit"):
        fit(cells_of({"age": [], "kind": []}, BINS, weight=[], total=[]), Family("poisson"))


def test_a_level_without_weight_keeps_the_relativity_one():
    cells = cells_of({"kind": list("AB")}, [KIND], weight=[100, 100], total=[10, 30])
    table = fit(cells, Family("poisson"), strengths={"kind": 1.0}).table("kind")
    assert table.relativities[[0, 3, 4]].tolist() == pytest.approx([1, 1, 1], abs=1e-12)
    assert (table.lower <= table.relativities).all() and (table.relativities <= table.upper).all()


def test_cross_validation_needs_two_folds():
    cells = cells_of({"kind": list("AB")}, [KIND], weight=[100, 100], total=[10, 30])
    with pytest.raises(ValueError, match="two folds"):
        fit(cells, Family("poisson"))


@pytest.mark.slow
def test_cross_validation_is_a_plain_loop_over_folds():
    rows = rows_of(Family("poisson"), count=800)
    problem = as_problem(rows, main_blocks(rows), Family("poisson"))
    solution, told = chosen(problem, folds=rows.folds)
    plain = 0.0
    for fold in range(4):
        rest, kept = problem.part(rows.folds != fold), problem.part(rows.folds == fold)
        plain += kept.deviance(solve(rest, solution.strengths).coefficients)
    assert told["cross_validated_deviance"] == pytest.approx(plain, rel=1e-9)
    assert told["cross_validated_deviance"] <= cross_validated(solution, folds=rows.folds, by=2.0) + 1e-9


@pytest.mark.slow
def test_intervals_hold_the_truth_at_about_the_stated_rate():
    held = []
    for seed in range(12):
        rows = summed(rows_of(Family("poisson"), count=4000, seed=seed))
        table = fit(with_folds(rows, count=4, seed=seed), Family("poisson")).table("age")
        truth = np.where(np.arange(6) < 3, 0.7, 0.0)
        truth = np.exp(truth - (table.exposure * truth).sum() / table.exposure.sum())
        held += ((table.lower <= truth) & (truth <= table.upper))[1:].tolist()
    assert np.mean(held) > 0.85


def test_intervals_hold_the_truth_in_about_95_of_100_cases():
    """Forty books of thirty levels each, whose relativities are drawn: the penalty is estimated anew in every one."""
    random, inside = np.random.default_rng(11), []
    codes = tuple((f"{number:02d}",) for number in range(30))
    binning = Binning("place", "codes", groups=codes)
    for _book in range(40):
        true = np.exp(random.normal(0, 0.25, 30))
        places = np.repeat(np.arange(30), 8)
        years = random.uniform(20, 120, len(places))
        claims = random.poisson(0.1 * true[places] * years)
        columns = {"place": [codes[place][0] for place in places]}
        cells = cells_of(columns, [binning], weight=years, total=claims, folds=np.arange(len(places)) % 4)
        table = fit(cells, Family("poisson")).table("place")
        held = table.exposure > 0
        named = np.array([codes.index((label,)) if (label,) in codes else -1 for label in binning.labels])[held]
        truth = np.log(true[named])
        truth = np.exp(truth - np.average(truth, weights=table.exposure[held]))
        inside += list((table.lower[held] <= truth) & (truth <= table.upper[held]))
    assert len(inside) > 1000
    assert 0.93 <= np.mean(inside) <= 0.98
