"""Scores by the engine: those of numpy, with reasons that multiply to the answer."""

import ibis
import numpy as np
import pyarrow as pa
import pytest

from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import cells_of
from kehu.statistics.rating.edits import edited
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.model import RatingModel, RatingTable, predicted
from kehu.statistics.rating.scoring import reason_columns, scored

AGE = Binning("age", "numeric", cuts=(20, 30, 50), is_whole=True)
YOUNG = Binning("age", "numeric", cuts=(30,), is_whole=True)
KIND = Binning("kind", "codes", groups=(("A",), ("B", "C")))


def model_of(family):
    rng = np.random.default_rng(6)
    tables = [
        RatingTable(binnings, *rng.lognormal(size=(4, *(binning.count for binning in binnings))))
        for binnings in ((AGE,), (KIND,), (YOUNG, KIND))
    ]
    made = RatingModel(Family(family), 0.07, tuple(tables))
    return edited(made, ["kind"], ["A"], 1.1, by="Li Na", reason="new repair shops")


@pytest.fixture
def rows():
    rng = np.random.default_rng(7)
    age = [None if n % 17 == 0 else int(a) for n, a in enumerate(rng.integers(15, 70, 500))]
    kind = [None if n % 13 == 0 else str(k) for n, k in enumerate(rng.choice(list("ABCD"), 500))]
    return pa.table({"term": list(range(500)), "age": pa.array(age, pa.int32()), "kind": kind})


@pytest.mark.parametrize("family", ["poisson", "binomial"])
def test_the_engine_predicts_what_numpy_does(engine, rows, family):
    model = model_of(family)
    found = scored(engine.read_arrow(rows), model).order_by("term").to_pyarrow()
    columns = {name: rows[name].to_pylist() for name in ("age", "kind")}
    cells = cells_of(
        columns | {"age": np.array(columns["age"], float)}, [AGE, KIND], weight=np.ones(500), total=np.ones(500)
    )
    np.testing.assert_allclose(found["expected"].to_numpy(), predicted(model, cells), rtol=1e-12)
    assert found.column_names == ["term", "age", "kind", "expected"]


def test_reasons_multiply_to_the_answer(rows):
    model = model_of("poisson")
    found = scored(ibis.memtable(rows), model, name="claims_per_year", reasons=True).to_pyarrow()
    product = np.prod([found[column].to_numpy() for column in reason_columns(model)], axis=0) * model.base
    np.testing.assert_allclose(product, found["claims_per_year"].to_numpy(), rtol=1e-14)
    assert reason_columns(model) == ("age_relativity", "kind_relativity", "age_by_kind_relativity")


def test_a_model_without_tables_gives_its_base_to_every_row(rows):
    found = scored(ibis.memtable(rows), RatingModel(Family("poisson"), 0.07, ())).to_pyarrow()
    assert set(found["expected"].to_pylist()) == {0.07}
    assert len(found) == 500
