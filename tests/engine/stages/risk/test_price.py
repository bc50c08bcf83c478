"""Rates of a line and channel, what is charged for a year, and prices whose parts add up."""

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.assumptions import Rate, rate_of
from kehu.stages.risk.price import PARTS, SCHEMA, annual_premiums, loadings, priced
from tests.ledgers import parameters
from tests.risk_books import by, seen


def rates(commission=0.1, expense=0.2, margin=0.05, handling=0.1):
    cell = ("motor", "agent", commission, expense, margin, handling)
    return ibis.memtable(pa.table([[value] for value in cell], schema=SCHEMA))


def price_of(capped, expected, premium=None, **given_rates):
    row = {"line": "motor", "channel": "agent", "capped_cost": capped, "expected_cost": expected}
    table = pa.table(
        {name: [value] for name, value in row.items()} | {"annual_premium": pa.array([premium], pa.float64())}
    )
    return priced(ibis.memtable(table), rates=rates(**given_rates)).to_pyarrow().to_pylist()[0]


@given(st.floats(0, 1e7), st.floats(1, 2), st.floats(0, 0.3), st.floats(0, 0.3), st.floats(0, 0.3))
def test_the_parts_add_up_to_the_price_in_cents(cost, load, commission, expense, margin):
    row = price_of(cost, cost * load, commission=commission, expense=expense, margin=margin)
    assert sum(row[name] for name in PARTS) == row["technical_price"]
    paid = float(row["technical_price"]) * (1 - commission - expense - margin)
    assert paid == pytest.approx(cost * load * 1.1, abs=0.02)


def test_a_term_without_a_premium_has_a_price_and_no_adequacy():
    row = price_of(100.0, 110.0)
    assert row["technical_price"] > 110
    assert row["adequacy"] is None


def test_business_without_rates_pays_its_claims_only():
    row = {"line": ["home"], "channel": pa.array([None], pa.string()), "capped_cost": [80.0], "expected_cost": [100.0]}
    table = ibis.memtable(pa.table(row | {"annual_premium": [50.0]}))
    found = priced(table, rates=rates()).to_pyarrow().to_pylist()[0]
    assert (float(found["technical_price"]), found["adequacy"]) == (100.0, 0.5)


def test_the_first_rate_that_matches_wins():
    given_rates = [Rate(channel="direct", rate=0, source="x"), Rate(line="home", rate=0.2, source="x")]
    asked = [("home", "direct"), ("home", "agent"), ("motor", "agent"), (None, None)]
    assert [rate_of(given_rates, line=line, channel=channel) for line, channel in asked] == [0, 0.2, 0, 0]


def test_commission_is_the_books_own_where_it_has_enough_terms():
    terms = [{"term_id": f"t{n}", "written_premium": 100, "commission": 7} for n in range(30)]
    found = loadings(snapshot=seen(terms=terms), parameters=parameters(commission=[("*", "*", 0.3)]))
    assert found.to_pyarrow().to_pylist()[0]["commission_rate"] == pytest.approx(0.07)


def test_a_premium_is_that_of_a_year_with_its_changes():
    half = {"term_id": "t", "policy_id": "P", "inception_date": "2024-07-01", "expiry_date": "2024-12-30"}
    change = {"endorsement_id": "e", "term_id": "t", "effective_date": "2024-09-30", "premium_change": 91}
    snapshot = seen(terms=[half | {"written_premium": 182}], endorsements=[change])
    terms = snapshot["terms"].select("term_id", "inception_date", "written_premium")
    row = by("term_id", annual_premiums(snapshot=snapshot, terms=terms))["t"]
    assert row["annual_premium"] == pytest.approx(365 + 365)
