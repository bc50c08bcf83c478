"""Models: what they predict can be worked out by hand, and writing them otherwise changes no prediction."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import cells_of
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.model import RatingModel, RatingTable, normalised, predicted, rebalanced

AGE = Binning("age", "numeric", cuts=(30, 50), is_whole=True)
YOUNG = Binning("age", "numeric", cuts=(30,), is_whole=True)
KIND = Binning("kind", "codes", groups=(("A",), ("B",)))
ROWS = {"age": [20, 40, 60, None], "kind": ["A", "B", "C", None]}
CELLS = cells_of(ROWS, [AGE, KIND], weight=[1, 2, 3, 4], total=[0, 1, 0, 1])


def table(binnings, relativities, exposure=None):
    relativities = np.array(relativities, dtype=float)
    exposure = np.ones(relativities.shape) if exposure is None else np.array(exposure, dtype=float)
    return RatingTable(tuple(binnings), relativities, relativities * 0.9, relativities * 1.1, exposure)


def model(family="poisson", base=0.1, pair=None):
    mains = table([AGE], [1, 2, 3, 4]), table([KIND], [1, 0.5, 1, 2])
    return RatingModel(Family(family), base, (*mains, *([pair] if pair else [])))


def test_base_and_relativities_multiply_to_the_mean():
    assert predicted(model(), CELLS).tolist() == pytest.approx([0.1 * 2 * 0.5, 0.1 * 3 * 1, 0.1 * 4 * 2, 0.1])


def test_with_a_logit_link_they_multiply_to_the_odds():
    odds = predicted(model(), CELLS)
    np.testing.assert_allclose(predicted(model("binomial"), CELLS), odds / (1 + odds))


def test_a_pair_on_coarser_bins_multiplies_too():
    pair = table([YOUNG, KIND], [[1] * 4, [1, 10, 1, 1], [1, 1, 20, 1]])
    np.testing.assert_allclose(predicted(model(pair=pair), CELLS) / predicted(model(), CELLS), [10, 20, 1, 1])


positive = st.floats(0.05, 20)


@given(st.lists(positive, min_size=20, max_size=20), st.lists(st.floats(0, 100), min_size=20, max_size=20))
def test_normalising_changes_no_prediction(relativities, exposures):
    shape = (3, 4)
    pair = table([YOUNG, KIND], np.reshape(relativities[:12], shape), np.reshape(exposures[:12], shape))
    mains = table([AGE], relativities[12:16], exposures[12:16]), table([KIND], relativities[16:], exposures[16:])
    given_model = RatingModel(Family("poisson"), 0.1, (*mains, pair))
    np.testing.assert_allclose(predicted(normalised(given_model), CELLS), predicted(given_model, CELLS), rtol=1e-12)


def test_normalised_tables_have_no_mean_of_their_own():
    pair = table([YOUNG, KIND], np.arange(1, 13).reshape(3, 4), np.arange(12).reshape(3, 4))
    found = normalised(model(pair=pair))
    for each in found.tables[:2]:
        assert (each.exposure * np.log(each.relativities)).sum() == pytest.approx(0, abs=1e-12)
    logs = found.tables[2].exposure * np.log(found.tables[2].relativities)
    assert np.abs(logs.sum(axis=0)).max() < 1e-10
    assert np.abs(logs.sum(axis=1)).max() < 1e-10


def test_bounds_move_with_their_relativities():
    found = normalised(model())
    np.testing.assert_allclose(found.tables[0].upper / found.tables[0].relativities, 1.1)


@pytest.mark.parametrize("family", ["poisson", "binomial"])
def test_a_balanced_model_expects_what_was_observed(family):
    balanced = rebalanced(model(family, base=3.0), CELLS)
    assert (predicted(balanced, CELLS) * CELLS.weight).sum() == pytest.approx(2, rel=1e-12)


def test_nothing_observed_leaves_the_base():
    nothing = cells_of(ROWS, [AGE, KIND], weight=[1] * 4, total=[0] * 4)
    assert rebalanced(model(), nothing).base == 0.1


def test_a_level_that_is_none_is_named():
    with pytest.raises(ValueError, match="kind has no level 'Z': it has missing, A, B, other"):
        model().table("kind").place(("Z",))


def test_a_table_that_is_none_is_named():
    with pytest.raises(KeyError, match="no table of age × kind"):
        model().table("age", "kind")
