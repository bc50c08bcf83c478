"""Contests: recipes beside the champion on folds that none had seen."""

import numpy as np
import pytest

from kehu.assumptions import Rating
from kehu.stages.risk.contests import as_rows, contest
from kehu.statistics.rating.cells import cells_of
from kehu.statistics.rating.families import Family
from kehu.tables.risks import RECIPES
from tests.engine.stages.risk.test_recipes import cells

RATING = Rating(source="made up")
POISSON, GAMMA = Family("poisson"), Family("gamma")


@pytest.fixture(scope="module")
def trials():
    """All recipes on a book where two factors do together what they do not do alone."""
    return {each.recipe: each for each in contest(cells(), POISSON, RECIPES, champion="tables", rating=RATING)}


def test_what_is_there_is_found_and_told_beyond_chance(trials):
    assert trials["pairs"].verdict == trials["boosted"].verdict == "better"
    assert trials["pairs"].less < -2 * trials["pairs"].error < 0
    assert trials["pairs"].better_folds == trials["pairs"].folds == 4


def test_a_champion_beside_itself_is_alike(trials):
    own = trials["tables"]
    assert (own.less, own.error, own.better_folds, own.verdict) == (0.0, 0.0, 0, "alike")


def test_nothing_is_found_where_nothing_is(trials):
    idle = contest(cells(young_in_a=1.0), POISSON, ["boosted"], champion="tables", rating=RATING)[0]
    assert idle.verdict in ("alike", "worse")
    assert abs(idle.less) < abs(trials["boosted"].less) / 10


def test_predictions_come_from_folds_that_did_not_see_the_claims():
    """A factor with a level for each cell explains everything seen, and nothing that is held back."""
    made = cells(young_in_a=1.0, size=400, years=1.0)
    told = contest(made, POISSON, ["boosted"], champion="tables", rating=RATING)[0]
    assert told.skill < 0.1


def test_every_tenth_has_its_bounds(trials):
    bands = trials["pairs"].bands
    assert len(bands) == 10
    assert sum(band.observed for band in bands) == pytest.approx(trials["pairs"].observed)
    assert all(band.lower <= band.expected <= band.upper for band in bands)


def test_amounts_are_judged_on_claims_that_are_told():
    random = np.random.default_rng(3)
    amounts = random.gamma(2.0, 500.0, 400) * (np.arange(400) % 10 > 0)
    dear = cells_of({}, [], weight=np.ones(400), total=amounts, folds=np.arange(400) % 4)
    (told,) = contest(dear, GAMMA, ["tables"], champion="tables", rating=RATING)
    assert told.observed == pytest.approx(amounts.sum())


def test_a_book_that_cannot_hold_a_claim_back_is_not_tried():
    bare = cells_of({}, [], weight=[100.0, 100.0], total=[3.0, 0.0], folds=np.array([0, 1]))
    assert contest(bare, POISSON, RECIPES, champion="pairs", rating=RATING) == ()


def test_rows_say_who_is_champion_and_how_the_others_did(trials):
    told, bands = as_rows("motor", "frequency", list(trials.values()), champion="tables")
    assert {row["recipe"]: row["verdict"] for row in told} == {
        "base": "worse",
        "tables": "champion",
        "pairs": "better",
        "boosted": "better",
    }
    assert len(bands) == 40
