"""What an edit would do, and where the edits of a model stand."""

import pytest

from kehu.assumptions import ModelEdit
from kehu.modelling import effect_of, model_of, standing_edits

TOLD = {"line": "motor", "model": "frequency", "by": "Wang Fang", "reason": "a course for the young"}


def edit(level="≤ 29", relativity=1.5, **others):
    return ModelEdit(**{**TOLD, **others}, factors=("age",), levels=(level,), relativity=relativity)


def test_the_terms_of_the_level_move_and_no_others(run):
    found = effect_of(run, model_of(run, "motor", "frequency"), ["age"], ["≤ 29"], 1.5)
    assert (found.terms, found.line_terms) == (1, 3)
    assert (found.touched_cost, found.touched_cost_after) == (200.0, 150.0)
    assert (found.touched_price, found.touched_price_after) == (250.0, 187.5)
    assert (found.touched_premium, found.line_cost) == (300.0, 300.0)
    assert (found.change, found.share) == (-50.0, pytest.approx(-1 / 6))


def test_a_premium_that_is_not_known_is_left_out(run):
    found = effect_of(run, model_of(run, "motor", "frequency"), ["age"], ["≥ 30"], 1.0)
    assert (found.terms, found.touched_premium, found.touched_cost_after) == (2, 40.0, 200.0)


def test_it_is_held_against_what_counts_now(edited_run):
    found = effect_of(edited_run, model_of(edited_run, "motor", "frequency"), ["age"], ["≤ 29"], 3.0)
    assert found.touched_cost_after == 2 * found.touched_cost


def test_a_level_without_terms_moves_nothing(run):
    found = effect_of(run, model_of(run, "motor", "frequency"), ["age"], ["missing"], 3.0)
    assert (found.terms, found.change) == (0, 0.0)


@pytest.mark.parametrize(("factors", "levels"), [(["age"], ["17"]), (["horoscope"], ["lion"])])
def test_what_is_not_there_is_refused(run, factors, levels):
    with pytest.raises(LookupError, match="has no level"):
        effect_of(run, model_of(run, "motor", "frequency"), factors, levels, 1.5)


def test_edits_stand_in_the_run_or_wait_for_the_next(edited_run):
    told = model_of(edited_run, "motor", "frequency")
    edits = (edit(), edit("≥ 30"), edit("17"), edit(line="home"))
    assert [(each.state, each.fitted) for each in standing_edits(told, edits)] == [
        ("in_run", 2.0),
        ("waiting", 0.5),
        ("lost", None),
    ]


def test_one_that_the_run_obeys_and_the_file_no_longer_has_is_going(edited_run):
    (gone,) = standing_edits(model_of(edited_run, "motor", "frequency"), ())
    assert (gone.state, gone.edit.relativity, gone.edit.by) == ("going", 1.5, "Wang Fang")


def test_one_that_is_set_anew_waits(edited_run):
    told = model_of(edited_run, "motor", "frequency")
    assert [each.state for each in standing_edits(told, [edit(relativity=1.7)])] == ["waiting"]
