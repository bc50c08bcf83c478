"""Terms that a service could have changed, on a small book worked out by hand."""

import pytest

from kehu.stages.effects.terms import serviced_terms
from tests.ledgers import table
from tests.serviced import book
from tests.worths import listed

OWNERS = [{"party_id": f"p{n}", "customer_id": f"C{n}"} for n in range(3)]
POLICIES = [
    {"policy_id": f"P{n}", "party_id": f"p{n}", "first_inception_date": "2022-01-01", "channel": "agent"}
    for n in range(3)
]
PARTIES = [{"party_id": f"p{n}"} for n in range(3)]


def terms(*held):
    """Calendar-year terms of (policy, year)."""
    return [
        {
            "term_id": f"P{policy}/{year}",
            "policy_id": f"P{policy}",
            "inception_date": f"{year}-01-01",
            "expiry_date": f"{year + 1}-01-01",
            "written_premium": 365,
        }
        for policy, year in held
    ]


def found(services=(), claims=(), held=((0, 2022), (0, 2023), (1, 2022), (2, 2023), (2, 2024))):
    """The serviced terms by their id."""
    seen = book(policies=POLICIES, parties=PARTIES, terms=terms(*held), services=services, claims=claims)
    rows = serviced_terms(snapshot=seen, identities=table("identities", OWNERS), grace_days=30)
    return {row["term_id"]: row for row in listed(rows)}


def service(party, day, **more):
    return {"service_id": f"{party}-{day}", "party_id": party, "given_date": day, "kind": "check"} | more


def test_a_term_is_renewed_where_the_next_one_follows(engine):
    rows = found()
    assert (rows["P0/2022"]["renewed"], rows["P0/2022"]["is_decided"]) == (True, True)
    assert (rows["P1/2022"]["renewed"], rows["P1/2022"]["is_decided"]) == (False, True)
    assert rows["P2/2024"]["is_decided"] is False  # its days of grace are not over on the last day of 2024


def test_the_arm_is_that_of_the_services_of_the_term(engine):
    rows = found([service("p0", "2022-07-02"), service("p1", "2022-07-02", is_held_out=True)])
    assert (rows["P0/2022"]["arm"], rows["P1/2022"]["arm"], rows["P2/2023"]["arm"]) == ("served", "held_out", "none")
    assert rows["P0/2023"]["arm"] == "none"
    assert rows["P0/2022"]["years"] == pytest.approx(183 / 365)
    assert rows["P2/2023"]["years"] == pytest.approx(1.0)


def test_a_term_that_saw_both_is_neither(engine):
    rows = found([service("p0", "2022-07-02"), service("p0", "2022-09-02", is_held_out=True)])
    assert rows["P0/2022"]["arm"] == "both"


def test_a_service_for_one_policy_leaves_the_others_of_the_customer_alone(engine):
    rows = found([service("p0", "2022-07-02", policy_id="P9")])
    assert rows["P0/2022"]["arm"] == "none"


def test_claims_count_from_the_service_on_and_those_before_tell_terms_apart(engine):
    days = ("2022-03-01", "2022-08-01", "2023-05-01")
    claims = [{"claim_id": day, "policy_id": "P0", "occurred_date": day} for day in days]
    rows = found([service("p0", "2022-07-02")], claims)
    assert rows["P0/2022"]["claims"] == 1
    assert rows["P0/2023"]["claims"] == 1
    assert (rows["P0/2022"]["had_claim"], rows["P0/2023"]["had_claim"]) == (False, True)
    assert (rows["P0/2022"]["tenure"], rows["P0/2023"]["tenure"]) == (0, 1)
