"""Edits: kept beside the fitted tables, in force until they are dropped, and weighed on the book."""

import pytest

from kehu.statistics.rating.cells import cells_of
from kehu.statistics.rating.documents import example
from kehu.statistics.rating.edits import dropped, edited, effect_of_edits
from kehu.statistics.rating.model import predicted

YOUNG = {"by": "Wang Fang", "reason": "a course for new drivers"}
MODEL = example()
BOOK = cells_of({"age": [20, 40, 50]}, MODEL.tables[0].binnings, weight=[100, 50, 50], total=[0, 0, 0])


def lowered(relativity=1.0):
    return edited(MODEL, ["age"], ["≤ 29"], relativity, **YOUNG)


def test_an_edit_is_in_force_and_the_fitted_value_stays():
    model = lowered()
    assert model.in_force[0].relativities.tolist() == [1.0, 1.0, 0.5]
    assert model.tables[0].relativities.tolist() == [1.0, 2.0, 0.5]
    assert (model.edits[0].original, model.edits[0].by, model.edits[0].reason) == (2.0, *YOUNG.values())


def test_the_last_edit_of_a_level_stands_and_dropping_it_brings_the_former_back():
    model = edited(lowered(), ["age"], ["≤ 29"], 1.5, **YOUNG)
    assert model.in_force[0].relativities[1] == 1.5
    assert model.edits[1].original == 2.0
    assert dropped(model, model.edits[1]).in_force[0].relativities[1] == 1.0


def test_all_edits_dropped_leave_the_fitted_model():
    model = lowered()
    assert predicted(dropped(model, model.edits[0]), BOOK).tolist() == predicted(MODEL, BOOK).tolist()


def test_the_effect_is_that_on_the_book_and_on_each_level():
    effect = effect_of_edits(lowered(), BOOK)
    assert (effect.before, effect.after) == (pytest.approx(25.0), pytest.approx(15.0))
    (level,) = effect.levels
    assert (level.levels, level.weight) == (("≤ 29",), 100.0)
    assert (level.before, level.after) == (pytest.approx(20.0), pytest.approx(10.0))


@pytest.mark.parametrize("relativity", [0.0, -1.0, float("nan"), float("inf")])
def test_a_relativity_is_a_positive_number(relativity):
    with pytest.raises(ValueError, match="positive number"):
        lowered(relativity)


@pytest.mark.parametrize("missing", ["by", "reason"])
def test_an_edit_without_name_or_reason_is_refused(missing):
    with pytest.raises(ValueError, match="needs the name"):
        edited(MODEL, ["age"], ["≤ 29"], 1.0, **(YOUNG | {missing: " "}))


def test_an_edit_that_the_model_does_not_have_cannot_be_dropped():
    with pytest.raises(ValueError, match="no such edit of age"):
        dropped(MODEL, lowered().edits[0])
