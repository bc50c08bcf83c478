"""Recipes: the same cells as main tables, as tables with pairs, and as boosted tables."""

from dataclasses import replace

import numpy as np
import pytest

from kehu.assumptions import Rating
from kehu.stages.risk.recipes import fitted
from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import cells_of
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.model import predicted
from kehu.tables.risks import RECIPES

RATING = Rating(source="made up")
POISSON = Family("poisson")
BINS = [
    Binning("age", "numeric", cuts=(30, 50), is_whole=True),
    Binning("town", "codes", groups=(("a",), ("b",))),
    Binning("birth", "codes", groups=(("late",), ("early",))),
    Binning("idle", "codes", groups=(("x",), ("y",))),
]


def cells(*, size=2_400, years=20.0, young_in_a=3.0, level=0.1):
    """A book in which the young of town a have more claims than age and town let expect apart."""
    random = np.random.default_rng(5)
    age, town = random.choice([20, 40, 60], size), random.choice(["a", "b"], size)
    meets = np.where((age == 20) & (town == "a"), young_in_a, 1.0)
    frequency = level * np.where(age == 20, 1.6, 1.0) * meets
    columns = {
        "age": age,
        "town": town,
        "birth": np.where(age < 30, "late", "early"),
        "idle": random.choice(["x", "y"], size),
    }
    claims = random.poisson(frequency * years)
    return cells_of(columns, BINS, weight=np.full(size, years), total=claims, folds=np.arange(size) % 4)


@pytest.mark.parametrize("recipe", RECIPES)
def test_every_recipe_gives_tables_that_add_up_to_the_book(recipe):
    made = cells()
    model = fitted(made, POISSON, recipe, about={"line": "motor"}, rating=RATING)
    assert (predicted(model, made) * made.weight).sum() == pytest.approx(made.total.sum())
    assert model.about["line"] == "motor"
    assert (len(model.tables) > 0) == (recipe != "base")


def test_pairs_find_what_two_factors_do_together_and_main_tables_cannot():
    main, pairs, boosted = (fitted(cells(), POISSON, one, about={}, rating=RATING) for one in RECIPES[1:])
    assert {len(table.factors) for table in main.tables} == {1}
    for model in (pairs, boosted):  # birth says of the young what age says
        met = {factor for table in model.tables if len(table.factors) == 2 for factor in table.factors}
        assert "town" in met
        assert met & {"age", "birth"}


def test_boosted_tables_have_no_more_pairs_than_set():
    few = RATING.model_copy(update={"most_boosted_pairs": 0})
    model = fitted(cells(), POISSON, "boosted", about={}, rating=few)
    assert {len(table.factors) for table in model.tables} == {1}


def test_a_fold_that_is_held_back_leaves_no_gap():
    rest = cells().part(cells().folds != 1)
    assert fitted(rest, POISSON, "boosted", about={}, rating=RATING).about["trees"] > 0


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_book_without_claims_has_a_base_and_no_tables(recipe):
    made = fitted(cells(level=0.0), POISSON, recipe, about={}, rating=RATING)
    assert (made.tables, made.base) == ((), pytest.approx(0.5 / 48_000))


def test_a_factor_that_parts_the_book_like_another_stands_once():
    coarse = [Binning("age", "numeric", cuts=(30,), is_whole=True), *BINS[1:]]
    made = cells()
    ages = np.minimum(made.numbers["age"], 2)
    binnings = {binning.factor: binning for binning in coarse}
    same = replace(made, binnings=binnings, numbers={**made.numbers, "age": ages})
    told = [table.factors for table in fitted(same, POISSON, "tables", about={}, rating=RATING).tables]
    assert ("age",) in told
    assert ("birth",) not in told


def test_a_table_that_says_too_little_is_left_out():
    strict = RATING.model_copy(update={"least_freedom": 50.0})
    assert fitted(cells(), POISSON, "pairs", about={}, rating=strict).tables == ()
