"""Models in words."""

from dataclasses import replace

from kehu.stages.risk.summaries import FEW_CLAIMS, ONE_PERIL
from kehu.tables.risks import RECIPES
from kehu_desk import engine
from kehu_desk.modelling import words


def test_a_model_is_named_by_its_line_and_what_it_foretells(told):
    assert words.title(told) == "Motor: Claims a year"
    assert words.title(replace(told, line="other lines", model="renewal")) == "Other lines: Renewal"


def test_a_peril_s_model_is_named_by_its_peril_as_well(home):
    assert (
        words.title(engine.peril_model("R000002", "motor", "碰撞", "severity")) == "Motor, Collision: Cost of a claim"
    )


def test_a_peril_says_whose_tables_count_for_it(home):
    own, with_others = engine.perils("R000002", "motor")
    (only,) = engine.perils("R000002", "home")
    assert words.peril_tables(own) == "its own"
    assert words.peril_tables(with_others) == "with other perils"
    assert words.peril_tables(only) == "the line's: it is the only peril"


def test_every_reason_why_a_peril_has_no_models_has_words():
    assert set(words.NO_PERIL_MODELS) == {ONE_PERIL, FEW_CLAIMS}


def test_a_recipe_says_who_promoted_it(told):
    assert words.recipe(told) == "Tables with pairs"
    assert words.recipe(replace(told, recipe="boosted", promoted_by="Li Na")) == "Boosted tables, promoted by Li Na"


def test_a_run_made_before_there_were_recipes_has_tables_with_pairs(told):
    assert words.recipe(replace(told, recipe="")) == "Tables with pairs"


def test_every_recipe_has_a_name():
    assert set(words.RECIPES) == set(RECIPES)


def test_what_has_no_name_is_shown_as_it_is():
    assert words.named(words.LEFT_OUT, "too odd") == "too odd"
