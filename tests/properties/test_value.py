"""What is true of the value of any book: rows that become known later change nothing.

Tries small books with Hypothesis; rows are added that the core system sends after the date of the run, or that speak of
days after it. Lines held, purchases, service and referrals are what value takes from the book itself.
"""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehu.stages.value import Judged, appraise
from kehu.tables import SOURCES, Book, Versions
from tests.ledgers import USUAL, table
from tests.risk_books import PARTY, _table
from tests.worths import assumed, cover, listed, told

AS_OF, LATER = datetime.date(2024, 12, 31), "2025-01-01"
USUALS = USUAL | {
    "parties": PARTY,
    "services": {"party_id": "a", "kind": "survey", "given_date": "2024-06-01", "known_date": "2024-06-01"},
    "referrals": {"party_id": "a", "referred_party_id": "b", "referred_date": "2024-06-01", "known_date": "2024-06-01"},
}
FIRST = {
    "parties": [{"party_id": "a"}, {"party_id": "b"}],
    "policies": [{"policy_id": "P0"}, {"policy_id": "P1", "party_id": "b", "line": "home"}],
    "terms": [
        {"term_id": f"T{n}{year}", "policy_id": f"P{n}", "inception_date": f"{year}-07-01", "known_date": "2023-01-01"}
        | {"expiry_date": f"{year + 1}-07-01"}
        for n, year in ((0, 2023), (0, 2024), (1, 2023), (1, 2024))
    ],
    "services": [{"service_id": "S0", "cost": 60}],
    "referrals": [{"referral_id": "R0"}],
}
ROWS = {
    "policies": st.builds(lambda line: {"policy_id": "P2", "line": line}, st.sampled_from(["home", "accident"])),
    "terms": st.builds(
        lambda policy, day: {"term_id": "TX", "policy_id": policy, "inception_date": day, "expiry_date": "2025-12-01"},
        st.sampled_from(["P0", "P1"]),
        st.sampled_from(["2023-12-01", "2024-12-01"]),
    ),
    "services": st.builds(lambda cost: {"service_id": "S1", "cost": cost}, st.integers(1, 1000)),
    "referrals": st.just({"referral_id": "R1", "party_id": "b", "referred_party_id": "a"}),
}
COMPARED = ("customer_values", "policy_values", "purchase_rates")


def _book(late):
    versions = {}
    for name, rows in FIRST.items():
        added = [late[name] | {"known_date": LATER}] if late.get(name) else []
        filled = [USUALS.get(name, {}) | row for row in (*rows, *added)]
        versions[name] = Versions(_table(SOURCES[name].datatypes(), filled), SOURCES[name], has_updates=False)
    return Book(versions=versions)


def _values(engine, book):
    covers = [cover(f"{n}2024", policy_id=f"P{n}", customer_id=key, line=line) for n, key, line in HELD]
    keys = ("term_id", "policy_id", "customer_id", "line")
    found = appraise(
        engine=engine,
        snapshot=book.as_of(AS_OF),
        identities=table("identities", [{"party_id": key.lower(), "customer_id": key} for key in "AB"]),
        customers=told("customers", {}, {"customer_id": "B"}),
        judged=Judged(
            told("term_risks", *covers),
            told("customer_risks", {}, {"customer_id": "B"}),
            told("renewal_occasions", *({name: row[name] for name in keys} for row in covers)),
        ),
        parameters=assumed(service_cost=None),
    )
    return {name: listed(found[name]) for name in COMPARED}


HELD = ((0, "A", "motor"), (1, "B", "home"))


@pytest.fixture(scope="module")
def before(engine):
    return _values(engine, _book({}))


@pytest.mark.slow
@settings(max_examples=8)
@given(st.fixed_dictionaries({}, optional=ROWS))
def test_what_becomes_known_later_changes_no_value(engine, before, late):
    assert _values(engine, _book(late)) == before
