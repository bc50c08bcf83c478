"""What members of one household insure together, on books that can be read at a glance."""

import datetime

import ibis
import pytest

from kehu.stages import shared_risks
from kehu.tables.matches import HouseholdMembers, SharedRisks
from kehu.tables.results import Identities
from tests.records import AS_OF, rows_of, snapshot

CUSTOMERS = {"a": "C1", "b": "C2", "c": "C3"}
IDENTITIES = ibis.memtable(list(CUSTOMERS.items()), schema=ibis.schema(Identities.datatypes()))
POLICIES = [{"policy_id": f"p{key}", "party_id": key} for key in CUSTOMERS]


def members(*pairs):
    rows = [{"customer_id": one, "member_id": other} for one, other in [*pairs, *(pair[::-1] for pair in pairs)]]
    kinds = {name: HouseholdMembers.datatypes()[name] for name in ("customer_id", "member_id")}
    return ibis.memtable(rows, schema=ibis.schema(kinds))


def shared(engine, objects=(), roles=(), household=(("C1", "C2"),), ended=()):
    end = {key: AS_OF if key in ended else AS_OF + datetime.timedelta(1) for key in CUSTOMERS}
    terms = [
        {"term_id": f"t{key}", "policy_id": f"p{key}", "inception_date": "2024-01-01", "expiry_date": str(end[key])}
        for key in CUSTOMERS
    ]
    rows = [{"object_id": str(n), **one} for n, one in enumerate(objects)]
    book = snapshot(policies=POLICIES, terms=terms, insured_objects=rows, policy_roles=roles)
    found = shared_risks.share(engine=engine, snapshot=book, identities=IDENTITIES, members=members(*household))
    assert dict(found.schema().items()) == SharedRisks.datatypes()
    return rows_of(found)


def vehicle(policy, vin=None, plate=None, insured=None):
    return {"policy_id": policy, "kind": "vehicle", "vin": vin, "plate": plate, "sum_insured": insured}


def place(policy, address, insured=None, kind="building"):
    return {"policy_id": policy, "kind": kind, "address": address, "sum_insured": insured}


def test_one_vehicle_on_the_policies_of_two_is_told_from_both_sides(engine):
    rows = shared(engine, [vehicle("pa", "LSVAA49J132047371", "浙A12345", 100), vehicle("pb", "lsvaa49j1-32047371")])
    assert [(row["customer_id"], row["member_id"], row["kind"]) for row in rows] == [
        ("C1", "C2", "vehicle"),
        ("C2", "C1", "vehicle"),
    ]
    assert rows[0]["sum_insured"] == rows[1]["member_sum_insured"] == 100
    assert rows[0]["member_sum_insured"] is None


def test_sums_insured_at_one_place_stand_side_by_side(engine):
    objects = [
        place("pa", "浙江省杭州市和平路1号", 100),
        place("pa", "和平路1号", 20, "contents"),
        place("pb", "和平路1号", 300),
    ]
    (row, _) = shared(engine, objects)
    assert (row["kind"], row["what"]) == ("place", "和平路1号")
    assert (row["sum_insured"], row["member_sum_insured"], row["policies"]) == (120, 300, 1)


def test_a_member_who_drives_on_anothers_policy_is_told(engine):
    rows = shared(engine, roles=[{"policy_id": "pa", "party_id": "b", "role": "driver"}])
    told = {row["customer_id"]: (row["what"], row["policies"], row["member_policies"]) for row in rows}
    assert told == {"C1": ("driver", 1, 0), "C2": ("driver", 0, 1)}


@pytest.mark.parametrize(
    ("objects", "more"),
    [
        ([place("pa", "和平路1号"), place("pc", "和平路1号")], {}),
        ([place("pa", "和平路1号"), place("pb", "和平路1号")], {"ended": ("b",)}),
        ([place("pa", "和平路1号"), place("pb", "和平路2号")], {}),
        ([place("pa", "杭州市"), place("pb", "杭州市")], {}),
        ([vehicle("pa"), vehicle("pb")], {}),
        ([vehicle("pa", "LSVAA49J032047371"), vehicle("pb", "LSVAA49J032047371")], {}),
        ([vehicle("pa", plate="浙A1234O"), vehicle("pb", plate="浙A1234O")], {}),
    ],
    ids=["no member", "no longer in force", "next door", "no door", "nothing known", "false chassis", "false plate"],
)
def test_what_is_not_shared_has_no_row(engine, objects, more):
    assert shared(engine, objects, **more) == []
