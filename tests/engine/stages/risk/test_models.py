"""Models of a line: the factors that say something, each once, and a base alone where claims are few."""

import numpy as np
import pytest

from kehu.assumptions import Rating
from kehu.stages.risk.models import FREQUENCY, fitted
from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import cells_of, with_folds

RATING = Rating(source="made up", most_pairs=0)
BINS = [
    Binning("age", "numeric", cuts=(30,), is_whole=True),
    Binning("birth", "codes", groups=(("late",), ("early",))),
    Binning("idle", "codes", groups=(("a",), ("b",))),
]


def cells(*, young=0.3, old=0.1, size=400):
    random = np.random.default_rng(1)
    age = np.arange(size) % 2 * 30 + 20
    columns = {"age": age, "birth": np.where(age < 30, "late", "early"), "idle": random.choice(["a", "b"], size)}
    claims = random.poisson(np.where(age < 30, young, old) * 5)
    return with_folds(cells_of(columns, BINS, weight=np.full(size, 5.0), total=claims), count=4, seed=1)


def test_a_factor_that_parts_the_book_like_another_stands_once():
    model = fitted(cells(), FREQUENCY, about={}, rating=RATING)
    assert [table.factors for table in model.tables if table.factors != ("idle",)] == [("age",)]
    assert model.table("age").relativities[1] / model.table("age").relativities[2] == pytest.approx(3, rel=0.3)


def test_a_book_without_claims_has_a_base_and_no_tables():
    model = fitted(cells(young=0, old=0), FREQUENCY, about={}, rating=RATING)
    assert (model.tables, model.base) == ((), pytest.approx(0.5 / 2000))


def test_a_table_that_says_too_little_is_left_out():
    strict = RATING.model_copy(update={"least_freedom": 5.0})
    assert fitted(cells(), FREQUENCY, about={}, rating=strict).tables == ()
