"""The whole stage on small books: what it reads, and what stays empty where it cannot be known."""

import ibis
import pyarrow as pa
import pytest

from kehu.stages.value import Judged, appraise
from kehu.tables import SOURCES, Snapshot
from kehu.tables.values import VALUES
from tests.ledgers import _cell, table
from tests.risk_books import seen
from tests.worths import assumed, cover, listed, told

pytestmark = pytest.mark.slow

TERM = {"inception_date": "2024-07-01", "expiry_date": "2025-07-01", "known_date": "2024-06-01"}
OWNERS = [{"party_id": "a", "customer_id": "A"}, {"party_id": "b", "customer_id": "B"}]
SERVICE = {"service_id": "S1", "party_id": "a", "kind": "survey", "cost": 60, "known_date": "2024-03-01"}


def _appraised(engine, *covers, occasions=None, services=(), **valuation):
    """One cover a customer in force on 31 December 2024; occasions as the covers unless given."""
    parties = [{"party_id": key} for key in "ab"]
    policies = [{"policy_id": f"P{n}", "party_id": key} for n, key in enumerate("ab")]
    terms = [{"term_id": f"T{n}", "policy_id": f"P{n}", **TERM} for n in range(2)]
    book = seen(parties=parties, policies=policies, terms=terms)
    known = Snapshot(book.as_of, {**book.tables, "services": _services(services)})
    judged = Judged(
        told("term_risks", *covers),
        told("customer_risks", *({"customer_id": one["customer_id"]} for one in covers)),
        told("renewal_occasions", *({k: row[k] for k in KEYS} for row in covers) if occasions is None else occasions),
    )
    return appraise(
        engine=engine,
        snapshot=known,
        identities=table("identities", OWNERS),
        customers=told("customers", {}, {"customer_id": "B"}),
        judged=judged,
        parameters=assumed(**valuation),
    )


KEYS = ("term_id", "policy_id", "customer_id")
BOTH = (cover(0, customer_id="A"), cover(1, customer_id="B"))


def _services(rows):
    types = SOURCES["services"].datatypes()
    filled = [{name: _cell(types[name], cell) for name, cell in (SERVICE | row).items()} for row in rows]
    return ibis.memtable(pa.Table.from_pylist(filled, schema=ibis.schema(types).to_pyarrow()))


def test_it_gives_every_table_of_the_stage_as_declared(engine):
    found = _appraised(engine, *BOTH)
    for schema in VALUES:
        typed = found[schema.table_name].cast(schema.datatypes()).select(*schema.columns)
        typed.count().to_pyarrow()


def test_service_costs_what_it_cost_the_book_in_the_last_year(engine):
    given = [{"given_date": "2024-03-01"}, {"service_id": "S2", "given_date": "2023-03-01"}]
    found = _appraised(engine, *BOTH, services=given, service_cost=None)
    assert [float(cost) for (cost,) in listed(found["policy_values"], "service_cost")] == [30.0, 30.0]


def test_a_book_without_referrals_has_no_referral_value(engine):
    columns = ("customer_id", "referral_value", "potential_value")
    assert listed(_appraised(engine, *BOTH)["customer_values"], *columns) == [("A", None, None), ("B", None, None)]


@pytest.mark.parametrize("gap", ["annual_premium", "renewal"])
def test_what_cannot_be_known_stays_empty(engine, gap):
    covers = [row | ({"annual_premium": None} if gap == "annual_premium" else {}) for row in BOTH]
    found = _appraised(engine, *covers, occasions=() if gap == "renewal" else None)
    columns = ("policies_unvalued", "lifetime_value", "value_lower", "future_value", "rank", "tier")
    assert listed(found["customer_values"], *columns) == [(1, *[None] * 5)] * 2
    for name in ("value_reasons", "line_values", "retention_profits"):
        assert listed(found[name]) == []


def test_a_book_of_one_customer_is_its_own_mean(engine):
    found = _appraised(engine, BOTH[0])
    reasons = {reason: float(amount) for reason, amount in listed(found["value_reasons"], "reason", "amount")}
    ((value, rank, tier),) = listed(found["customer_values"], "lifetime_value", "rank", "tier")
    assert reasons == {"book_mean": float(value)}
    assert (rank, tier) == (1, "A")


def test_an_empty_book_gives_empty_tables(engine):
    found = _appraised(engine)
    assert listed(found["policy_values"]) == listed(found["customer_values"]) == []
