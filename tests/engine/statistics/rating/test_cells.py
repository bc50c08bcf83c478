"""Cells: nothing is lost between rows and cells."""

import ibis
import numpy as np
import pyarrow as pa

from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import as_cells, cell_sums, cells_of, summed, sums_by, with_folds

AGE = Binning("age", "numeric", cuts=(30,), is_whole=True)
BRAND = Binning("brand", "codes", groups=(("A",),))
ROWS = {"age": [20, 25, 40, None, 50], "brand": ["A", "A", "A", "B", None], "years": [1.0, 0.5, 1.0, 1.0, 0.0]}
CLAIMS = [1, 0, 2, 0, 0]


def reduced(fold=None):
    table = ibis.memtable(pa.table(ROWS | {"claims": CLAIMS, "policy": [1, 2, 3, 4, 5]}))
    sums = {"exposure": table.years, "claims": table.claims}
    return cell_sums(table, [AGE, BRAND], sums=sums, fold=fold(table) if fold else None).to_pyarrow()


def test_rows_of_the_same_bins_are_one_cell():
    cells = as_cells(reduced(), [AGE, BRAND], weight="exposure", total="claims")
    found = sorted(zip(*cells.numbers.values(), cells.weight, cells.total, strict=True))
    assert found == [(0, 2, 1.0, 0.0), (1, 1, 1.5, 1.0), (2, 1, 1.0, 2.0)]


def test_the_engine_and_numpy_give_the_same_cells():
    ours = summed(cells_of(ROWS, [AGE, BRAND], weight=ROWS["years"], total=CLAIMS))
    theirs = as_cells(reduced(), [AGE, BRAND], weight="exposure", total="claims")
    for factor in ("age", "brand"):
        assert [each.tolist() for each in ours.one_way(factor)] == [each.tolist() for each in theirs.one_way(factor)]


def test_folds_keep_cells_apart():
    cells = as_cells(reduced(lambda table: table.policy % 2), [AGE, BRAND], weight="exposure", total="claims")
    assert sorted(cells.folds.tolist()) == [0, 0, 1, 1]
    assert cells.fold_count == 2


def test_summing_cells_twice_changes_nothing_more():
    rng = np.random.default_rng(3)
    columns = {"age": rng.integers(20, 50, 200), "brand": rng.choice(["A", "B"], 200)}
    once = summed(cells_of(columns, [AGE, BRAND], weight=np.ones(200), total=rng.poisson(0.3, 200)))
    twice = summed(once)
    assert len(once) == len(twice) == 4
    assert once.weight.sum() == 200
    assert (once.total == twice.total).all()


def test_a_part_keeps_everything_of_its_cells():
    cells = cells_of(ROWS, [AGE, BRAND], weight=ROWS["years"], total=CLAIMS).part(np.array([2, 0]))
    assert cells.total.tolist() == [2.0, 1.0]
    assert cells.numbers["age"].tolist() == [2, 1]


def test_folds_are_dealt_evenly_and_by_the_seed_alone():
    cells = cells_of({}, [], weight=np.ones(10), total=np.zeros(10))
    dealt = with_folds(cells, count=5, seed=1)
    assert sums_by(dealt.folds, np.ones(10), 5).tolist() == [2.0] * 5
    assert (dealt.folds == with_folds(cells, count=5, seed=1).folds).all()


def test_no_cells_have_no_folds():
    assert cells_of({}, [], weight=[], total=[]).fold_count == 0
