"""Who may be served, of what earlier stages say of a small book."""

import numpy as np

from kehu.stages.service.customers import gather
from tests.ledgers import parameters, table
from tests.serviced import assumed, book, kind
from tests.worths import cover, told, valued

OWNERS = [{"party_id": f"p{n}", "customer_id": f"C{n}"} for n in range(3)]


def gathered(services=(), claims=(), costs=(500, 500), premium=1000, **more):
    """The customers and covers of a book of three, the third without a premium."""
    motor, home = ({"expected_cost": cost, "annual_premium": premium} for cost in costs)
    covers = [cover(0, **motor), cover(1, line="home", **home), cover(2, annual_premium=None)]
    began = {"branch": "HQ/North", "first_inception_date": "2022-06-01"}
    policies = [{"policy_id": f"P{n}", "party_id": f"p{n}"} | began for n in range(3)]
    snapshot = book(policies=policies, services=services, claims=claims)
    results = {
        "policy_values": valued(*covers),
        "customers": told("customers", *({"customer_id": f"C{n}", "branch": "HQ/North"} for n in range(3))),
        "customer_values": told("customer_values", *({"customer_id": f"C{n}", "tier": "A"} for n in range(3))),
        "identities": table("identities", OWNERS),
    }
    service = assumed(kind(recorded_as=("检测",)), **more)
    given = parameters().model_copy(update={"service": service})
    return gather(snapshot=snapshot, results=results, parameters=given)


def service(party, day, **more):
    return {"service_id": f"{party}-{day}", "party_id": party, "given_date": day} | more


def test_customers_with_a_premium_are_there_with_their_covers(engine):
    customers, covers = gathered()
    assert customers.ids == ["C0", "C1"]
    assert covers.line.tolist() == ["motor", "home"] and covers.customer.tolist() == [0, 1]
    assert covers.premium.tolist() == [1000, 1000]
    assert customers.branch.tolist() == ["HQ/North"] * 2 and customers.tier.tolist() == ["A", "A"]
    assert customers.years.tolist() == [2, 2]
    assert not customers.has_claimed.any() and np.isnat(customers.last_service).all()


def test_claims_of_lines_without_a_claim_are_those_that_the_rate_expects(engine):
    _customers, covers = gathered(costs=(200, 600))
    assert covers.claims.tolist() == [400, 400]


def test_where_nobody_pays_there_is_no_rate_to_lean_on(engine):
    _customers, covers = gathered(costs=(200, 600), premium=0)
    assert covers.claims.tolist() == [200, 600]


def test_services_given_count_and_those_held_out_do_not(engine):
    rows = [
        service("p0", "2022-05-01", kind="检测", cost=30),
        service("p0", "2024-06-01", cost=40),
        service("p1", "2024-06-01", cost=50, is_held_out=True),
    ]
    customers, _covers = gathered(services=rows)
    assert customers.count.tolist() == [2, 0]
    assert customers.spent.tolist() == [40, 0]
    assert customers.last["check"][0] == np.datetime64("2024-06-01")
    assert customers.last_service[0] == np.datetime64("2024-06-01")


def test_a_claim_of_the_last_years_makes_a_claimant(engine):
    old = {"claim_id": "K1", "policy_id": "P0", "occurred_date": "2020-01-01"}
    fresh = {"claim_id": "K2", "policy_id": "P1", "occurred_date": "2023-01-01"}
    customers, _covers = gathered(claims=[old, fresh])
    assert customers.has_claimed.tolist() == [False, True]


def test_the_share_asked_for_is_held_out(engine):
    assert gathered(held_out=1.0)[0].is_held_out.all()
    assert not gathered(held_out=0.0)[0].is_held_out.any()
