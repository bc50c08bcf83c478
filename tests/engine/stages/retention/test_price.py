"""The response to prices: from a test where there is one, leant on the prior where not, never above 0."""

import numpy as np
import pyarrow as pa
import pytest

from kehu.parameters import Retention
from kehu.stages.retention.price import OBSERVATIONAL, PRIOR, RANDOMISED, Response, observational, randomised
from kehu.statistics.rating.bins import Binning
from kehu.statistics.slopes import Slope
from tests.renewal_books import described

PARAMETERS = Retention(source="made up")
BINS = (Binning("claims_in_term", "numeric", cuts=(1,), is_whole=True),)
ARMS = (-0.05, 0.0, 0.05)


def priced(engine, rows, effect=0.0, **other):
    """Drawn occasions beside the odds that a model without prices would give."""
    drawn = described(rows, seed=2, effect=effect, **other)
    odds = 1.0 + effect * drawn["claims_in_term"].to_numpy()
    return engine.read_arrow(drawn.append_column("log_odds_without_price", pa.array(odds)))


def of_history(engine, rows, **other):
    return observational(line="motor", scored=priced(engine, rows, **other), binnings=BINS, parameters=PARAMETERS)


def test_a_price_test_gives_the_true_slope_within_its_interval(engine):
    found = randomised(scored=priced(engine, 60_000, effect=-0.5, slope=-4.5, arms=ARMS, spread=0.03))["motor"]
    assert found.basis == RANDOMISED
    assert found.slope.error < 0.3
    assert abs(found.slope.value + 4.5) < 2 * found.slope.error


def test_without_a_test_nothing_is_called_randomised(engine):
    assert randomised(scored=priced(engine, 500, slope=-4.5)) == {}


def test_arms_of_the_same_price_are_no_price_test(engine):
    assert randomised(scored=priced(engine, 5000, arms=(0.0, 0.0), spread=0.01)) == {}


def test_history_leans_on_the_prior_by_as_much_as_it_is_unsure(engine):
    few, many = (of_history(engine, rows, slope=-4.5) for rows in (500, 50_000))
    assert (few.basis, many.basis) == (OBSERVATIONAL, OBSERVATIONAL)
    assert many.central == pytest.approx(-4.5, abs=0.3)
    assert many.measured.value < many.central < PARAMETERS.prior_price_response
    assert few.central > many.central


def test_prices_that_hardly_moved_teach_nothing(engine):
    found = of_history(engine, 5000, slope=-4.5, spread=0.03)
    assert (found.basis, found.central) == (PRIOR, PARAMETERS.prior_price_response)
    assert found.residual_spread == pytest.approx(0.03, abs=0.002)


def test_prices_that_only_follow_the_factors_teach_nothing(engine):
    drawn = described(5000, seed=3, spread=0.0)
    change = pa.array(np.where(drawn["claims_in_term"].to_numpy() > 0, 0.2, 0.0))
    moved = drawn.set_column(drawn.column_names.index("price_change"), "price_change", change)
    rows = engine.read_arrow(moved.append_column("log_odds_without_price", pa.array([1.0] * 5000)))
    found = observational(line="motor", scored=rows, binnings=BINS, parameters=PARAMETERS)
    assert found.basis == PRIOR
    assert found.residual_spread < 1e-3


def test_no_end_of_the_range_is_above_nought():
    found = Response("motor", OBSERVATIONAL, Slope(0.5, 1.0), Slope(3.0, 1.0), 10, 0.1, 0.0)
    assert (found.central, found.optimistic) == (0.0, 0.0)
    assert found.pessimistic == pytest.approx(0.5 - 1.6449, abs=1e-4)
