"""Pairs: found where they are, judged on folds that did not make them, fitted on what main tables leave."""

from dataclasses import replace

import numpy as np
import pytest

from kehu.statistics.rating.bins import Binning, translation
from kehu.statistics.rating.cells import cells_of, summed
from kehu.statistics.rating.design import main_blocks
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.fitting import as_problem, fit
from kehu.statistics.rating.model import predicted
from kehu.statistics.rating.pairs import coarse_binnings, left_over, screened, with_pairs
from kehu.statistics.rating.solving import solve

AGE = Binning("age", "numeric", cuts=tuple(range(20, 80, 2)), is_whole=True)
SIZE = Binning("size", "numeric", cuts=(1, 2, 3), is_whole=True)
KIND = Binning("kind", "codes", groups=(("A",), ("B",)))
STRENGTHS = {"age": 20.0, "size": 20.0, "kind": 20.0}
FAMILIES = [Family("poisson"), Family("gamma"), Family("binomial"), Family("tweedie", 1.5)]


def rows_of(family=FAMILIES[0], *, together=0.5, count=6000):
    rng = np.random.default_rng(3)
    columns = {
        "age": rng.integers(18, 80, count),
        "size": rng.integers(0, 5, count),
        "kind": rng.choice(list("AB"), count),
    }
    mean = np.where((columns["age"] < 40) == (columns["size"] > 2), 0.1 + together, 0.1)
    weight = rng.integers(1, 4, count) * 1.0
    drawn = {"poisson": rng.poisson(mean * weight) * 1.0, "binomial": rng.binomial(weight.astype(int), mean) * 1.0}
    total = drawn.get(family.name, rng.gamma(2, mean * weight))
    return cells_of(columns, [AGE, SIZE, KIND], weight=weight, total=total, folds=rng.integers(0, 4, count))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_the_pair_that_works_together_is_found(family):
    cells = rows_of(family)
    found = screened(fit(cells, family, strengths=STRENGTHS), cells, at_most=1)
    assert [each.factors for each in found] == [("age", "size")]


def test_no_pair_is_proposed_where_there_is_none():
    cells = rows_of(together=0.0)
    found = screened(fit(cells, FAMILIES[0], strengths=STRENGTHS), cells, at_most=3)
    assert all(each.gain < 5 for each in found)


@pytest.mark.parametrize("family", [f for f in FAMILIES if f.link == "log"], ids=lambda family: family.name)
def test_a_fit_on_what_is_left_is_the_fit_with_an_offset_by_row(family):
    cells = rows_of(family, count=2000)
    model = fit(cells, family, strengths=STRENGTHS)
    binnings = coarse_binnings(cells, at_most=4)
    coarse, _ = left_over(model, cells, binnings)
    assert len(coarse) < len(cells) / 2
    by_cell = solve(as_problem(coarse, main_blocks(coarse), family), [5.0, 5.0, 5.0]).coefficients
    rows = moved(cells, binnings)
    offset = np.log(predicted(model, cells))
    by_row = solve(as_problem(rows, main_blocks(rows), family, offset), [5.0, 5.0, 5.0]).coefficients
    np.testing.assert_allclose(by_cell, by_row, atol=1e-8)


def moved(cells, binnings):
    """The same rows on coarse bins, with their own weights and totals."""
    numbers = {f: translation(cells.binnings[f], b)[cells.numbers[f]] for f, b in binnings.items()}
    return replace(cells, binnings=binnings, numbers=numbers)


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_a_table_of_the_pair_explains_more_and_keeps_the_balance(family):
    cells = summed(rows_of(family))
    mains = fit(cells, family, strengths=STRENGTHS)
    model = with_pairs(mains, cells, [("age", "size")])
    observed = cells.total / cells.weight
    before, after = (
        (family.deviance(observed, predicted(each, cells)) * cells.weight)[cells.total > 0].sum()
        for each in (mains, model)
    )
    assert after < before
    assert [table.factors for table in model.tables][-1] == ("age", "size")
    assert (predicted(model, cells) * cells.weight).sum() == pytest.approx(cells.total.sum(), rel=1e-9)
    assert model.about["pairs"]["factors"] == [["age", "size"]]
