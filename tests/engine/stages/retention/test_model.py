"""Renewal models: one a line or one for all, the same as logistic regression on rows, and no crash on little."""

import datetime

import ibis
import numpy as np
import pyarrow as pa
import pytest
from scipy.special import logit

from kehu.parameters import default_text, parse
from kehu.stages.retention.model import SHARED, fit_models, sampled
from kehu.tables import Snapshot
from tests.renewal_books import described

PARAMETERS = parse(default_text(), name="kehu.toml")
EMPTY_BOOK = Snapshot(as_of=datetime.date(2024, 12, 31), tables={})


def fitted(engine, *tables):
    rows = engine.read_arrow(pa.concat_tables(tables))
    return fit_models(engine=engine, occasions=rows, snapshot=EMPTY_BOOK, parameters=PARAMETERS)


def test_a_line_with_decisions_enough_has_its_own_model_and_the_others_share_one(engine):
    models = fitted(engine, described(3000, seed=1), described(200, seed=2, line="home"))
    assert [(one.name, one.lines, one.offers) for one in models] == [
        ("motor", ("motor",), 3000),
        (SHARED, ("home",), 3200),
    ]


def test_the_odds_of_a_strong_factor_are_found(engine):
    (found,) = fitted(engine, described(5000, seed=3, effect=-1.0))
    none, some = found.model.table("claims_in_term").relativities[1:]
    assert np.log(some / none) == pytest.approx(-1, abs=0.15)


def test_what_is_foretold_adds_up_to_what_renewed(engine):
    rows = described(4000, seed=4, effect=-1.0)
    (found,) = fitted(engine, rows)
    share = rows["decision"].to_pylist().count("renewed") / 4000
    table = found.model.table("claims_in_term")
    assert found.renewals == round(share * 4000)
    assert np.log(found.model.base) == pytest.approx(logit(share), abs=0.1)
    assert table.exposure.sum() == 4000


def test_a_factor_that_adds_nothing_is_left_out_and_says_so(engine):
    (found,) = fitted(engine, described(3000, seed=5, effect=-1.0))
    assert "tells nothing" in dict(found.choice.left_out)["policy_years"]


@pytest.mark.parametrize("rows", [1, 5])
def test_a_book_with_hardly_a_decision_has_a_base_and_no_crash(engine, rows):
    (found,) = fitted(engine, described(rows, seed=6))
    assert 0 < found.model.base < np.inf


def test_a_book_without_a_decision_has_no_model(engine):
    rows = described(3, seed=7)
    assert fitted(engine, rows.drop_columns("is_decided").append_column("is_decided", pa.array([False] * 3))) == ()


def test_a_sample_is_the_same_each_time_and_near_its_size():
    rows = ibis.memtable(pa.table({"term_id": [str(place) for place in range(5000)]}))
    first, again = (sampled(rows, count=5000, at_most=1000).to_pyarrow() for _ in range(2))
    assert first.equals(again)
    assert 900 < first.num_rows < 1100
