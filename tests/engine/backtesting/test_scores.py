"""The truth scores best, the plain rule has no skill, and an order is judged as an order."""

import numpy as np
import pyarrow as pa
import pytest

from kehu.backtesting.comparisons import Comparison
from kehu.backtesting.scores import scored


def judged(engine, measure, contenders, columns):
    """The scores on all rows by contender."""
    rows = pa.table({"line": ["motor"] * len(columns["came"])} | columns)
    told = scored(Comparison(measure, engine.read_arrow(rows), contenders))
    return {row["contender"]: row for row in told if row["line"] == "all"}


@pytest.fixture(scope="module")
def claims():
    """Four thousand years of cover, a tenth with many claims."""
    random = np.random.default_rng(1)
    true = np.where(np.arange(4000) % 10 == 0, 0.5, 0.05)
    return {
        "weight": np.ones(4000),
        "came": random.poisson(true).astype(float),
        "true": true,
        "mean": np.full(4000, 0.095),
    }


def test_the_truth_has_skill_and_the_plain_rule_none(engine, claims):
    told = judged(engine, "frequency", {"model": "true", "line_mean": "mean"}, claims)
    assert told["line_mean"]["skill"] == 0
    assert told["model"]["skill"] > 3 * told["model"]["skill_error"] > 0
    assert told["model"]["gini"] > told["line_mean"]["gini"] == pytest.approx(0)


def test_the_deviance_is_that_of_poisson_by_hand(engine, claims):
    told = judged(engine, "frequency", {"model": "true", "line_mean": "mean"}, claims)
    n, m = claims["came"], claims["mean"]
    by_hand = 2 * (m - n + np.where(n > 0, n * np.log(np.maximum(n, 1) / m), 0)).mean()
    assert told["line_mean"]["deviance"] == pytest.approx(by_hand)


def test_a_coin_has_an_area_of_a_half_and_the_loss_of_a_coin(engine):
    columns = {"weight": [1.0] * 4, "came": [1.0, 0.0, 1.0, 0.0], "p": [0.5] * 4}
    told = judged(engine, "renewal", {"line_rate": "p"}, columns)
    assert told["line_rate"]["auc"] == 0.5
    assert told["line_rate"]["log_loss"] == pytest.approx(np.log(2))


def test_value_is_judged_by_ranks_and_amounts_only_where_they_are_amounts(engine):
    came = np.arange(100.0)
    columns = {"weight": np.ones(100), "came": came, "right": came, "flat": np.zeros(100), "wrong": -came}
    contenders = {"lifetime_value": "wrong", "coming_result": "right", "status_quo": "flat"}
    told = judged(engine, "value", contenders, columns)
    assert (told["coming_result"]["rank_correlation"], told["coming_result"]["skill"]) == (pytest.approx(1), 1)
    assert (told["lifetime_value"]["top_decile_hits"], told["lifetime_value"].get("skill")) == (0, None)


def test_nothing_to_compare_gives_no_score(engine):
    columns = {name: pa.array([], pa.float64()) for name in ("weight", "came", "p")}
    rows = pa.table({"line": pa.array([], pa.string())} | columns)
    assert scored(Comparison("renewal", engine.read_arrow(rows), {"line_rate": "p"})) == []
