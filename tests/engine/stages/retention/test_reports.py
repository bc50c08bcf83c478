"""Reports: every level of a model as a row, the base first, and the factors left out with their reason."""

import numpy as np

from kehu.stages.retention.factors import Choice
from kehu.stages.retention.model import Fitted
from kehu.stages.retention.price import RANDOMISED, Response
from kehu.stages.retention.reports import of_models, of_responses
from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.model import RatingModel, RatingTable
from kehu.statistics.slopes import Slope

BINS = Binning("claims_in_term", "numeric", cuts=(1,), is_whole=True)
ODDS = np.array([1.0, 1.1, 0.7])
TABLE = RatingTable((BINS,), ODDS, ODDS * 0.9, ODDS * 1.1, np.array([0.0, 80.0, 20.0]))
MODEL = RatingModel(Family("binomial"), 4.0, (TABLE,))
FITTED = Fitted("motor", ("motor",), (), MODEL, Choice((BINS,), (("kind", "hardly ever differs"),)), 100, 80)


def test_a_model_is_its_base_its_levels_and_what_was_left_out():
    rows = of_models([FITTED]).to_pyarrow().to_pylist()
    told = [(row["factor"], row["table_number"], row["level"], row["odds"], row["reason"]) for row in rows]
    assert told == [
        ("base", 0, None, 4.0, None),
        ("claims_in_term", 1, "missing", 1.0, None),
        ("claims_in_term", 1, "≤ 0", 1.1, None),
        ("claims_in_term", 1, "≥ 1", 0.7, None),
        ("kind", None, None, None, "hardly ever differs"),
    ]
    assert (rows[0]["offers"], rows[0]["lapses"]) == (100, 20)


def test_a_response_is_its_range_and_where_it_comes_from():
    (row,) = (
        of_responses([Response("motor", RANDOMISED, Slope(-4, 1), Slope(-5, 2), 7, 0.1, 0.02)]).to_pyarrow().to_pylist()
    )
    assert (row["basis"], row["central"], row["measured"], row["offers"]) == (RANDOMISED, -4, -5, 7)
    assert row["pessimistic"] < row["central"] < row["optimistic"] <= 0


def test_of_no_models_there_is_an_empty_table_with_its_columns():
    assert of_models([]).count().to_pyarrow().as_py() == 0
