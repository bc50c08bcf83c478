"""Scores: levels multiply by hand to the answer, intervals hold it, clocks move on."""

import datetime

import numpy as np
import pyarrow as pa
import pytest

from kehu.parameters import default_text, parse
from kehu.stages.retention.model import fit_models
from kehu.stages.retention.scoring import ANSWERS, scored
from kehu.statistics.rating.bins import numbers
from kehu.tables import Snapshot
from tests.renewal_books import ASSUMED, described

PARAMETERS = parse(default_text(), name="kehu.toml")
EMPTY_BOOK = Snapshot(as_of=datetime.date(2024, 12, 31), tables={})


@pytest.fixture(scope="module")
def answered(engine):
    """A model of claims, tenure and price, and the occasions that it was fitted on with their answers."""
    drawn = described(6000, seed=1, effect=-1.0, slope=-4.0)
    renewed = np.array(drawn["decision"].to_pylist()) == "renewed"
    tenure = pa.array(1 + np.arange(6000) % 5 + renewed)  # who renews has been here longer by a year
    rows = engine.read_arrow(drawn.set_column(drawn.column_names.index("policy_years"), "policy_years", tenure))
    (fitted,) = fit_models(engine=engine, occasions=rows, snapshot=EMPTY_BOOK, parameters=PARAMETERS)
    return fitted, scored(rows, fitted, parameters=ASSUMED).limit(50).to_pyarrow().to_pylist()


def test_base_and_levels_multiply_to_the_odds(answered):
    fitted, rows = answered
    for row in rows:
        places = [int(place) for place in row["levels"].split(".")]
        factors = [table.relativities[place] for table, place in zip(fitted.model.tables, places, strict=True)]
        odds = fitted.model.base * np.prod(factors)
        assert row["renewal_probability"] == pytest.approx(odds / (1 + odds), abs=1e-12)


def test_without_the_price_its_table_alone_is_missing(answered):
    fitted, rows = answered
    at = [table.factors[0] for table in fitted.model.tables].index("price_change")
    for row in rows:
        price = fitted.model.tables[at].relativities[int(row["levels"].split(".")[at])]
        assert row["log_odds"] - row["log_odds_without_price"] == pytest.approx(np.log(price))


def test_the_interval_holds_the_answer(answered):
    assert all(row["lower"] < row["renewal_probability"] < row["upper"] for row in answered[1])


def test_the_first_year_is_the_answer_and_later_ones_move_the_clocks_only(answered):
    fitted, rows = answered
    table = fitted.model.table("policy_years")
    for row in rows:
        assert row["renewal_1"] == row["renewal_probability"]
        place = int(row["levels"].split(".")[fitted.model.tables.index(table)])
        moved = int(numbers([row["policy_years"] + 1], table.binnings[0])[0])
        odds = np.exp(row["log_odds_without_price"]) * table.relativities[moved] / table.relativities[place]
        assert row["renewal_2"] == pytest.approx(odds / (1 + odds), abs=1e-9)


def test_every_answer_is_there(answered):
    assert set(ANSWERS) <= set(answered[1][0])
