"""Two runs' models beside each other."""

import numpy as np
import pytest

from kehu.modelling import compare, model_of
from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.documents import example
from kehu.statistics.rating.model import RatingModel, RatingTable
from tests.modelled import write_run


def moved(*, young, cuts=(30,)):
    """The example with another relativity of the young, and with other bins."""
    relativities = np.array([1.0, young, *([0.5] * len(cuts))])
    bounds = [relativities * by for by in (0.9, 1.1)]
    exposure = np.array([0.0, 100.0, *([100.0] * len(cuts))])
    table = RatingTable((Binning("age", "numeric", cuts=cuts, is_whole=True),), relativities, *bounds, exposure)
    return RatingModel(example().family, 0.12, (table,))


def compared(folder, model):
    before = write_run(folder / "a")
    now = write_run(folder / "b", label="R000002", model=model)
    return compare(*(model_of(run, "motor", "frequency") for run in (before, now)))


def test_the_largest_change_stands_first(tmp_path):
    found = compared(tmp_path, moved(young=3.0))
    assert found.base_ratio == pytest.approx(1.2)
    first, second = found.changes
    assert (first.labels, first.ratio, first.is_beyond_doubt) == (("≤ 29",), 1.5, True)
    assert (second.labels, second.ratio, second.is_beyond_doubt) == (("≥ 30",), 1.0, False)


def test_a_change_within_both_intervals_may_be_chance(tmp_path):
    assert not compared(tmp_path, moved(young=2.2)).changes[0].is_beyond_doubt


def test_levels_that_one_run_does_not_have_stand_last_on_their_own_side(tmp_path):
    found = compared(tmp_path, moved(young=2.0, cuts=(25, 30)))
    told = {change.labels[0]: (change.before, change.now) for change in found.changes}
    assert told["≥ 30"] == (0.5, 0.5)
    assert told["≤ 29"] == (2.0, None)
    assert told["≤ 24"] == (None, 2.0)
    assert [change.ratio is None for change in found.changes] == [False, True, True, True]


def test_levels_without_weight_say_nothing(tmp_path):
    assert all(change.exposure > 0 for change in compared(tmp_path, moved(young=3.0)).changes)
