"""The product of two models: it expects what they multiply to, in the bins of the whole."""

from dataclasses import replace

import numpy as np
import pytest

from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import cells_of
from kehu.statistics.rating.documents import example
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.model import RatingModel, RatingTable, predicted
from kehu.statistics.rating.products import multiplied

AGE = Binning("age", "numeric", cuts=(20, 30, 40), is_whole=True)
COARSE = Binning("age", "numeric", cuts=(30,), is_whole=True)
KIND = Binning("kind", "codes", groups=(("A",), ("B",)))
CELLS = cells_of(
    {"age": [15, 25, 35, 45], "kind": ["A", "B", "B", "A"]}, [AGE, KIND], weight=[1, 2, 3, 4], total=[1, 1, 1, 1]
)


def table(binning, *relativities, reach=2.0):
    told = np.array([1.0, *relativities])
    return RatingTable((binning,), told, told / reach, told * reach, np.ones(len(told)))


def model(*tables, base=0.1):
    return RatingModel(Family("poisson"), base, tables)


WHOLE = model(table(AGE, 2.0, 1.5, 1.0, 0.5))


@pytest.mark.parametrize("part", [model(table(COARSE, 3.0, 0.5)), model(table(KIND, 1.2, 0.8, 1.0)), model(base=4.0)])
def test_it_expects_what_both_multiply_to(part):
    found = multiplied(WHOLE, part, CELLS, about={"peril": "theft"})
    assert predicted(found, CELLS) == pytest.approx(predicted(WHOLE, CELLS) * predicted(part, CELLS))
    assert found.about == {"peril": "theft", "weight": 10.0, "total": 4.0}


def test_levels_carry_the_weight_of_the_cells():
    found = multiplied(WHOLE, model(table(KIND, 1.2, 0.8, 1.0)), CELLS, about={})
    assert found.table("age").exposure.tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert found.table("kind").exposure.tolist() == [0.0, 5.0, 5.0, 0.0]


def test_doubts_add_up_as_variances_do():
    found = multiplied(WHOLE, model(table(COARSE, 3.0, 0.5, reach=2.0)), CELLS, about={}).table("age")
    reach = np.log(found.upper / found.relativities)
    assert reach == pytest.approx(np.full(5, np.hypot(np.log(2), np.log(2))))
    assert np.log(found.relativities / found.lower) == pytest.approx(reach)


def test_finer_bins_than_the_whole_s_cannot_be_multiplied():
    with pytest.raises(ValueError, match="cuts"):
        multiplied(model(table(COARSE, 3.0, 0.5)), WHOLE, CELLS, about={})


def test_odds_do_not_multiply_to_a_mean():
    with pytest.raises(ValueError, match="log link"):
        multiplied(replace(example(), family=Family("binomial")), example(), CELLS, about={})
