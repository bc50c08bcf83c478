"""Renewals with all that an offer is judged by, and only those of which all of it is known."""

import datetime

import numpy as np
import pyarrow as pa
import pytest

from kehu.stages.renewals.subjects import Names
from tests.renewed import assumptions as assumed
from tests.renewed import gathered


def test_a_renewal_has_all_that_an_offer_is_judged_by(engine):
    found, counts = gathered(engine, [{}], assumed())
    assert len(found) == 1
    assert found.expiring.tolist() == [1000.0]
    assert found.charges.tolist() == [pytest.approx(0.25)]
    assert found.claims.tolist() == [500.0]
    assert found.technical.tolist() == found.rated.tolist() == [1000.0]
    assert found.day.tolist() == [datetime.date(2025, 7, 1)]
    assert counts == {"motor": (1, 1)}


def test_a_line_of_few_claims_leans_on_what_its_covers_pay_and_the_technical_price_with_it(engine):
    rows = [
        {"annual_premium": 1000},
        {"annual_premium": 3000},
    ]  # each is rated at 500, and the book's loss ratio is .25
    found, _ = gathered(engine, rows, assumed(claims_for_full_belief=1e12))
    assert found.claims.tolist() == [pytest.approx(250, rel=1e-3), pytest.approx(750, rel=1e-3)]
    assert found.technical.tolist() == [pytest.approx(500, rel=1e-3), pytest.approx(1500, rel=1e-3)]
    assert found.line_belief.tolist() == [pytest.approx(-250, rel=1e-3), pytest.approx(250, rel=1e-3)]
    assert found.rated.tolist() == [1000, 1000]  # what a new customer pays leans on nobody's price


def test_what_the_own_record_makes_of_the_claims_is_told_apart(engine):
    found, _ = gathered(engine, [{"record_factor": 1.25}], assumed())
    assert found.own_record.tolist() == [pytest.approx(100.0)]
    assert found.rated.tolist() == [pytest.approx(800.0)]


@pytest.mark.parametrize(
    ("row", "is_asked"),
    [
        ({"decision": "renewed"}, False),
        ({"renewal_date": "2024-12-31"}, False),
        ({"renewal_probability": None}, True),
        ({"annual_premium": None}, True),
        ({"annual_premium": 0}, True),
    ],
)
def test_what_is_decided_or_cannot_be_judged_has_no_offer(engine, row, is_asked):
    found, counts = gathered(engine, [row], assumed())
    assert len(found) == 0
    assert counts == ({"motor": (1, 0)} if is_asked else {})


@pytest.mark.slow
def test_new_business_pays_for_the_same_risk_what_new_covers_pay_for_theirs(engine):
    new = {"first_inception_date": "2024-06-01", "annual_premium": 1200}
    old = {"first_inception_date": "2010-06-01", "annual_premium": 700}
    found, _ = gathered(engine, [new, new, old], assumed())
    assert found.new_price.tolist() == [pytest.approx(1200.0)] * 3
    few, _ = gathered(engine, [new, new, old], assumed(least_new=3))
    assert np.isnan(few.new_price).all()


def test_covers_of_one_customer_are_counted_and_go_together(engine):
    rows = [{"customer_id": "A"}, {"customer_id": "A"}, {"customer_id": "B"}]
    found, _ = gathered(engine, rows, assumed(others_follow=0.5), worth={"A": (900, 100), "B": (450, None)})
    assert found.covers.tolist() == [2.0, 2.0, 1.0]
    own = found.other_covers
    assert own[0] - own[2] == pytest.approx(0.5 * (900 + 100 - 450))


def test_prices_move_renewal_as_the_line_was_found_to_answer_or_else_by_the_prior(engine):
    found, _ = gathered(engine, [{}, {"line": "home"}], assumed(), responses={"motor": (-5.0, -4.0, -3.0)})
    assert found.central.tolist() == [-4.0, -2.0]
    assert found.pessimistic.tolist() == [-5.0, -2.0]


@pytest.mark.slow
def test_a_customer_is_held_out_with_all_covers_the_same_each_year_and_so_many(engine):
    rows = [{"term_id": f"T{place:04d}", "customer_id": f"C{place // 2:04d}"} for place in range(800)]
    first, _ = gathered(engine, rows, assumed(held_out=0.2))
    assert 0.14 < first.is_held_out.mean() < 0.26
    pairs = first.is_held_out.reshape(-1, 2)
    assert (pairs[:, 0] == pairs[:, 1]).all()
    again, _ = gathered(engine, rows[:400], assumed(held_out=0.2))
    assert again.is_held_out.tolist() == first.is_held_out[:400].tolist()
    more, _ = gathered(engine, rows, assumed(held_out=0.4))
    assert more.is_held_out[first.is_held_out].all()


def test_names_are_codes_and_nobody_is_one_of_them():
    names = Names.of(pa.chunked_array([["a", None, "b", "a"]]))
    assert names.codes.tolist() == [0, -1, 1, 0]
    assert names.where({"a": True, "b": False}).tolist() == [True, False, False, True]
