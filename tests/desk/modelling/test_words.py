"""Models in words."""

from dataclasses import replace

from kehu.tables.risks import RECIPES
from kehu_desk.modelling import words


def test_a_model_is_named_by_its_line_and_what_it_foretells(told):
    assert words.title(told) == "Motor: Claims a year"
    assert words.title(replace(told, line="other lines", model="renewal")) == "Other lines: Renewal"


def test_a_recipe_says_who_promoted_it(told):
    assert words.recipe(told) == "Tables with pairs"
    assert words.recipe(replace(told, recipe="boosted", promoted_by="Li Na")) == "Boosted tables, promoted by Li Na"


def test_a_run_made_before_there_were_recipes_has_tables_with_pairs(told):
    assert words.recipe(replace(told, recipe="")) == "Tables with pairs"


def test_every_recipe_has_a_name():
    assert set(words.RECIPES) == set(RECIPES)


def test_what_has_no_name_is_shown_as_it_is():
    assert words.named(words.LEFT_OUT, "too odd") == "too odd"
