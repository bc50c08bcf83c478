"""Lifetime value, worked by hand.

A cover brings 1,000 a year. Commission takes 10 % and expenses 15 % of it, claims are expected to cost 500, and serving
the customer 50: a year leaves 200. It renews with .8, and so it does the year after; money is worth 5 % less a year.

| Year after the renewal | Still here | Discounted | Result |
|---|---|---|---|
| 1 | .80 | .80 / 1.05 = .7619 | 152.38 |
| 2 | .64 | .64 / 1.1025 = .5805 | 116.10 |
| together | | 1.3424 | 268.48 |
"""

from decimal import Decimal

import pytest

from kehu.stages.value.customers import lifetime
from tests.worths import listed, told, valued


@pytest.fixture
def cover():
    return valued({}, service_cost=50.0, horizon_years=2)


def test_a_year_leaves_premium_less_charges_claims_and_service(cover):
    columns = ("annual_premium", "charges", "expected_cost", "service_cost", "annual_result")
    assert listed(cover, *columns) == [tuple(map(Decimal, ("1000.00", "250.00", "500.00", "50.00", "200.00")))]


def test_the_value_is_a_year_s_result_times_the_discounted_years(cover):
    ((years, value),) = listed(cover, "years", "lifetime_value")
    assert round(years, 4) == 1.3424
    assert value == Decimal("268.48")


def test_the_coming_year_is_the_rest_of_the_term_and_what_renews(cover):
    """182 days are left on 31 December; of the other 183, .8 are expected: (182 + 146.4) / 365 × 200."""
    assert listed(cover, "coming_result") == [(Decimal("179.95"),)]


def test_a_bad_risk_has_a_negative_value():
    assert listed(valued({"expected_cost": 900.0}, horizon_years=2), "lifetime_value") == [(Decimal("-201.36"),)]


def test_the_interval_follows_from_those_of_renewal_and_record(cover):
    """Odds of .7 to .87 are a deviation of .27 and move 76.92 for each unit; a record of .8 to 1.2 (90 %) moves
    671.20 × .1216: 1.96 × √(20.67² + 81.61²) = 165 on each side."""
    found = lifetime(policies=cover, records=told("customer_risks", {}), probability=0.9)
    ((lower, value, upper),) = listed(found, "value_lower", "lifetime_value", "value_upper")
    assert value - lower == upper - value
    assert round(upper - value) == 165


def test_what_has_been_cancelled_by_renewal_is_worth_nothing():
    gone = {f"survival_{year}": 0.0 for year in range(1, 6)}
    assert listed(valued({"renewal_probability": 0.0, **gone}), "lifetime_value", "later_years") == [(Decimal(0), None)]


def test_business_without_a_premium_has_no_value():
    columns = ("annual_result", "coming_result", "lifetime_value")
    assert listed(valued({"annual_premium": None}), *columns) == [(None, None, None)]
