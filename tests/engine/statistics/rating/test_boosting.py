"""Boosted trees: collapsed exactly, the same for the same seed, better where factors work together."""

import numpy as np
import pytest

from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.boosting import Growth, as_tables, boost, unbalanced_tables
from kehu.statistics.rating.cells import cells_of
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.fitting import fit
from kehu.statistics.rating.judging import deviances
from kehu.statistics.rating.model import predicted

AGE = Binning("age", "numeric", cuts=tuple(range(20, 80, 5)), is_whole=True)
SIZE = Binning("size", "numeric", cuts=(1, 2, 3), is_whole=True)
KIND = Binning("kind", "codes", groups=(("A",), ("B",), ("C",)))
QUICK = Growth(learning_rate=0.2, most_trees=40)
FAMILIES = [Family("poisson"), Family("gamma"), Family("binomial"), Family("tweedie", 1.5)]


def rows_of(family=FAMILIES[0], count=3000):
    rng = np.random.default_rng(3)
    columns = {"age": rng.integers(18, 80, count), "size": rng.integers(0, 5, count)}
    columns["kind"] = np.array([None if n % 11 == 0 else k for n, k in enumerate(rng.choice(list("ABCD"), count))])
    together = (columns["age"] < 30) & (columns["size"] > 2)
    mean = np.where(together, 0.6, 0.1)
    weight = rng.integers(1, 4, count) * 1.0
    drawn = {"poisson": rng.poisson(mean * weight) * 1.0, "binomial": rng.binomial(weight.astype(int), mean) * 1.0}
    total = drawn.get(family.name, rng.gamma(2, mean * weight))
    return cells_of(columns, [AGE, SIZE, KIND], weight=weight, total=total, folds=rng.integers(0, 3, count))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_tables_predict_exactly_what_the_trees_do(family):
    cells = rows_of(family)
    boosted = boost(cells, family, seed=1, threads=1, growth=QUICK)
    mean = predicted(unbalanced_tables(boosted, cells), cells)
    np.testing.assert_allclose(family.linear(mean), boosted.raw(cells), atol=1e-9)
    assert boosted.trees.num_trees() > 3


def test_normalised_and_balanced_tables_are_the_trees_times_a_constant():
    cells = rows_of()
    boosted = boost(cells, FAMILIES[0], seed=1, threads=1, growth=QUICK)
    ratio = predicted(as_tables(boosted, cells), cells) / boosted.predicted(cells)
    np.testing.assert_allclose(ratio, ratio[0], rtol=1e-9)
    assert (predicted(as_tables(boosted, cells), cells) * cells.weight).sum() == pytest.approx(cells.total.sum())


def test_only_the_allowed_pairs_have_tables():
    cells = rows_of()
    grown = boost(cells, FAMILIES[0], seed=1, threads=1, growth=QUICK, pairs=[("age", "size")])
    assert {t.factors for t in as_tables(grown, cells).tables if len(t.factors) == 2} == {("age", "size")}
    mains = boost(cells, FAMILIES[0], seed=1, threads=1, growth=QUICK, pairs=[])
    assert all(len(table.factors) == 1 for table in as_tables(mains, cells).tables)


def test_the_same_seed_grows_the_same_trees():
    cells = rows_of()
    first, second = (boost(cells, FAMILIES[0], seed=5, threads=1, growth=QUICK).raw(cells) for _ in range(2))
    assert (first == second).all()


@pytest.mark.slow
def test_it_finds_what_main_tables_cannot_say():
    cells, family = rows_of(), FAMILIES[0]
    means = [
        predicted(as_tables(boost(cells, family, seed=1, threads=1, growth=QUICK), cells), cells),
        predicted(fit(cells, family), cells),
    ]
    boosted, mains = (
        deviances(family, observed=cells.total / cells.weight, mean=mean, weight=cells.weight).sum() for mean in means
    )
    assert boosted < 0.95 * mains
