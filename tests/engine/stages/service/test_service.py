"""The plan as tables."""

from decimal import Decimal

import ibis
import pyarrow as pa
import pytest

from kehu.stages import service
from kehu.tables.service import ServiceEffects
from tests.ledgers import parameters, table
from tests.serviced import assumed, book, kind
from tests.worths import cover, listed, told, valued

OWNERS = [{"party_id": f"p{n}", "customer_id": f"C{n}"} for n in range(4)]


@pytest.fixture
def tables(engine):
    """Four customers of a branch with hours for two."""
    claims = [{"claim_id": "K", "policy_id": "P3", "occurred_date": "2024-01-01"}]
    given = [{"service_id": "S", "party_id": "p2", "given_date": "2024-03-01", "kind": "check", "cost": 15}]
    policies = [{"policy_id": f"P{n}", "party_id": f"p{n}"} for n in range(4)]
    people = [{"customer_id": f"C{n}", "branch": "HQ/North"} for n in range(4)]
    empty = pa.Table.from_pylist([], schema=ibis.schema(ServiceEffects.datatypes()).to_pyarrow())
    results = {
        "policy_values": valued(*(cover(n, expected_cost=400.0 + 100 * n) for n in range(4))),
        "customers": told("customers", *people),
        "customer_values": told("customer_values", *({"customer_id": f"C{n}"} for n in range(4))),
        "identities": table("identities", OWNERS),
        "service_effects": engine.read_arrow(empty),
    }
    asked = assumed(kind(name="check"), hours_per_customer=0.5)
    assumptions = parameters().model_copy(update={"service": asked})
    snapshot = book(policies=policies, services=given, claims=claims)
    return service.plan(engine=engine, snapshot=snapshot, results=results, parameters=assumptions)


def test_each_customer_has_one_row_and_its_parts_add_up(tables):
    rows = {row["customer_id"]: row for row in listed(tables["service_plans"])}
    assert sorted(rows) == ["C0", "C1", "C2", "C3"]
    assert rows["C2"]["state"] == "recent" and rows["C2"]["service_count"] == 1
    assert sorted(rows[name]["state"] for name in ("C0", "C1", "C3")) == ["no_hours", "planned", "planned"]
    for row in rows.values():
        if row["kind"]:
            assert row["value"] == row["renewal_gain"] + row["claims_spared"] - row["cost"]


def test_the_catalogue_says_what_was_given_and_what_is_planned(tables):
    (row,) = listed(tables["service_kinds"])
    assert (row["given_count"], row["given_cost"]) == (1, Decimal("15.00"))
    assert row["cost_per_policy"] == Decimal("3.75")
    assert (row["planned_count"], row["planned_hours"]) == (2, 2.0)
    assert (row["renewal_told"], row["claims_told"]) == ("assumed", "assumed")


def test_the_company_is_the_sum_of_its_branches(tables):
    rows = {row["branch"]: row for row in listed(tables["service_branches"])}
    whole, north = rows["all"], rows["HQ/North"]
    assert (north["customer_count"], north["quiet_count"], north["hours"]) == (4, 3, 2.0)
    assert (north["planned_count"], north["used_hours"]) == (2, 2.0)
    assert (north["reached_count"], north["never_count"]) == (1, 1)
    assert north["hour_value"] > 0
    assert {k: v for k, v in whole.items() if k not in ("branch", "hour_value")} == {
        k: v for k, v in north.items() if k not in ("branch", "hour_value")
    }
