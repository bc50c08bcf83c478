"""Edits laid over models: those that fit, those that no longer do, and what they do to the book."""

from kehu.assumptions import ModelEdit
from kehu.stages.risk.edits import told, with_edits
from kehu.stages.risk.models import LineModels
from kehu.statistics.rating.cells import cells_of
from kehu.statistics.rating.documents import example

TOLD = {"line": "motor", "model": "frequency", "by": "Wang Fang", "reason": "a course for the young"}
FITS = ModelEdit(**TOLD, factors=("age",), levels=("≤ 29",), relativity=1.0)
NO_LEVEL = ModelEdit(**TOLD, factors=("age",), levels=("17",), relativity=1.0)
NO_TABLE = ModelEdit(**TOLD, factors=("horoscope",), levels=("lion",), relativity=1.0)


def models():
    cells = cells_of({"age": [20, 40]}, example().tables[0].binnings, weight=[100, 100], total=[20, 5])
    return LineModels("motor", example(), example(), cells, cells, ())


def test_an_edit_that_fits_is_laid_over_and_covers_the_fitted_value():
    changed, (outcome,) = with_edits(models(), [(1, FITS)])
    assert (outcome.fitted, changed.frequency.in_force[0].relativities.tolist()) == (2.0, [1.0, 1.0, 0.5])
    assert changed.severity.edits == ()


def test_an_edit_of_what_is_no_longer_there_is_told_as_not_applied():
    changed, outcomes = with_edits(models(), [(1, NO_LEVEL), (2, NO_TABLE)])
    assert changed.frequency.edits == ()
    assert [row["is_applied"] for row in told(changed, outcomes)] == [False, False]


def test_the_effect_on_the_book_is_told():
    (row,) = told(*with_edits(models(), [(7, FITS)]))
    assert (row["edit_number"], row["fitted_relativity"]) == (7, 2.0)
    assert (round(row["expected_before"], 9), round(row["expected_after"], 9)) == (25.0, 15.0)
