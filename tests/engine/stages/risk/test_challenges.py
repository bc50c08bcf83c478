"""Every model of a book challenged, line by line."""

import pytest

from kehu.assumptions import Decisions
from kehu.engines import EngineSettings, open_engine
from kehu.stages.risk import challenge
from kehu.tables.risks import RECIPES
from tests.cast import nothing
from tests.engine.stages.risk.test_models import DAY, promoted
from tests.scored_books import PARAMETERS, book

pytestmark = pytest.mark.slow


def challenged(*lines, promotions=()):
    snapshot, identities = book()
    with open_engine(EngineSettings(threads=1)) as engine:
        return challenge(
            engine=engine,
            snapshot=snapshot,
            identities=identities,
            decisions=Decisions(promotions=promotions),
            parameters=PARAMETERS,
            lines=lines,
            report=nothing,
        )


def test_both_models_of_a_line_are_tried_by_every_recipe():
    made = challenged("motor")
    assert [(row["model"], row["recipe"]) for row in made.trials] == [
        (model, recipe) for model in ("frequency", "severity") for recipe in RECIPES
    ]
    assert {row["recipe"] for row in made.trials if row["verdict"] == "champion"} == {"pairs"}


def test_what_was_promoted_is_the_champion_that_the_others_are_held_against():
    made = challenged("motor", promotions=(promoted("tables", as_of=DAY.replace(year=2000)),))
    (champion,) = (row for row in made.trials if row["model"] == "frequency" and row["verdict"] == "champion")
    assert (champion["recipe"], champion["deviance_change"]) == ("tables", 0.0)


def test_a_line_without_claims_is_told_and_not_tried():
    made = challenged("pets")
    assert (made.trials, made.untried) == ([], [("pets", "frequency"), ("pets", "severity")])


def test_a_line_that_the_book_does_not_have_is_refused():
    with pytest.raises(LookupError, match=r"no line 'ships'. It has: .*motor"):
        challenged("ships")
