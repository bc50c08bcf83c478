"""Values of covers, beside a plain sum over the years."""

import ibis
import pytest

from kehu.stages.value.policies import policy_values
from tests.ledgers import AS_OF
from tests.worths import SURVIVAL, assumed, cover, listed, told, valued


@pytest.mark.parametrize("horizon", [1, 3, 5])
def test_years_are_a_plain_sum(horizon):
    ((years,),) = listed(valued({}, discount=0.08, horizon_years=horizon), "years")
    assert years == pytest.approx(sum(s / 1.08**t for t, s in enumerate(SURVIVAL[:horizon], start=1)))


def test_the_effect_of_odds_is_the_slope_of_the_value():
    """Beside a finite difference: every year's renewal of .8 with its odds moved a little."""
    odds, step = 0.8 / 0.2, 1e-6
    higher = odds * (1 + step) / (1 + odds * (1 + step))
    worth = [250 * sum(p**t / 1.05**t for t in range(1, 6)) for p in (0.8, higher)]
    ((effect,),) = listed(valued({}), "renewal_effect")
    assert effect == pytest.approx((worth[1] - worth[0]) / step, rel=1e-4)


def test_service_is_shared_among_the_customers_covers():
    both = valued({}, cover(2, customer_id="A"), service_cost=30.0)
    assert [float(cost) for (cost,) in listed(both, "service_cost")] == [15.0, 15.0]


def test_a_cover_that_renews_for_sure_has_no_doubt():
    certain = {"renewal_probability": 1.0, "lower": 1.0, "upper": 1.0, "survival_1": 1.0}
    assert listed(valued(certain), "renewal", "renewal_deviation") == [(1.0, 0.0)]


def test_a_cover_without_an_occasion_has_a_result_and_no_value():
    found = policy_values(
        term_risks=told("term_risks", {}),
        occasions=told("renewal_occasions"),
        as_of=ibis.literal(AS_OF),
        service_cost=0.0,
        parameters=assumed(),
    )
    assert [(float(result), value) for result, value in listed(found, "annual_result", "lifetime_value")] == [
        (250, None)
    ]


def test_handling_claims_costs_too():
    assert float(listed(valued({"claims_handling_part": 25}), "expected_cost")[0][0]) == 525
