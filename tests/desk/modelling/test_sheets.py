"""Workbooks of models and of how they did."""

from kehu_desk import engine
from kehu_desk.modelling import sheets


def test_a_model_has_every_level_with_who_set_it(told):
    levels, left_out = sheets.of_model(told)
    assert levels.rows[0][:2] == (0, "Base")
    assert [row[2] for row in levels.rows[1:]] == ["not known", "≤ 29", "≥ 30"]
    assert levels.rows[2][-3:] == (1.5, "Wang Fang", "a course for the young")
    assert left_out.rows[0] == ("Colour", "says too little for a table")


def test_a_comparison_adds_what_moved(told):
    found = engine.compared_models("R000001", "R000002", "motor", "frequency")
    assert [sheet.name for sheet in sheets.of_model(told, found)] == ["Levels", "Left out", "Changes"]


def test_judgements_stand_as_they_are_kept(judged):
    assert [sheet.name for sheet in sheets.of_backtest(engine.backtest("T000001"))] == ["Scores", "Groups"]
    names = [sheet.name for sheet in sheets.of_monitoring(engine.monitoring("M000001"))]
    assert names == ["Advice", "Mix", "Scores", "Groups"]
    recipes, tenths = sheets.of_challenge(engine.challenge("C000001"))
    assert (len(recipes.rows), len(tenths.rows)) == (3, 6)
