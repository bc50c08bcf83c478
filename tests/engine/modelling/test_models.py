"""The models of a run, with their tables, and the factors that are in none."""

import datetime

import pytest

from kehu.modelling import UnknownModelError, model_of, models_of
from kehu.stores.run_folders import RunFolder
from tests.modelled import write_run


def test_every_model_of_the_run_is_there(run):
    told = [(each.line, each.model, each.as_of) for each in models_of(run)]
    day = datetime.date(2023, 12, 31)
    assert told == [("motor", "frequency", day), ("motor", "renewal", day)]


def test_a_model_says_what_it_rests_on(run):
    told = model_of(run, "motor", "frequency")
    assert (told.base, told.weight, told.total, told.skill) == (0.1, 200.0, 25.0, pytest.approx(0.2))
    assert (told.recipe, told.promoted_by, told.edited_levels, told.level_count) == ("pairs", "", 0, 2)


def test_levels_stand_in_the_order_of_the_bins_with_their_bounds(run):
    (table,) = model_of(run, "motor", "frequency").tables
    assert [(level.labels, level.fitted, level.exposure) for level in table.levels] == [
        (("missing",), 1.0, 0.0),
        (("≤ 29",), 2.0, 100.0),
        (("≥ 30",), 0.5, 100.0),
    ]
    assert table.level(("≤ 29",)).upper == pytest.approx(2.2)
    assert table.spread == 4.0


def test_an_edited_level_counts_in_place_of_the_fitted_one(edited_run):
    told = model_of(edited_run, "motor", "frequency")
    level = told.tables[0].level(("≤ 29",))
    assert (level.relativity, level.fitted, level.edited_by) == (1.5, 2.0, "Wang Fang")
    assert told.edited_levels == 1


def test_factors_in_no_table_say_why(run):
    told = model_of(run, "motor", "frequency").left_out
    assert [(each.factor, each.reason) for each in told] == [
        ("colour", "says too little for a table"),
        ("owner", "hardly ever filled"),
    ]


def test_boosted_tables_have_no_bounds(tmp_path):
    told = model_of(write_run(tmp_path, recipe="boosted", by="Li Na"), "motor", "frequency")
    assert told.promoted_by == "Li Na"
    assert {(level.lower, level.upper) for level in told.tables[0].levels} == {(None, None)}


def test_a_renewal_model_tells_odds(run):
    told = model_of(run, "motor", "renewal")
    assert (told.base, told.weight, told.total, told.may_be_edited) == (4.0, 100.0, 80.0, False)
    assert [(level.labels, level.fitted) for level in told.tables[0].levels] == [(("missing",), 1.0), (("≤ 1",), 0.5)]
    assert told.left_out[0].factor == "weather"


def test_a_model_that_is_not_there_is_refused(run):
    with pytest.raises(UnknownModelError, match=r"R000001 has no severity model of motor\."):
        model_of(run, "motor", "severity")


def test_a_run_that_judges_nothing_has_no_models(tmp_path):
    assert models_of(RunFolder("R000009", tmp_path)) == ()
