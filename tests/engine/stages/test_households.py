"""Households and groups: who lives behind one door, who owns whom, and whom nothing ties."""

import ibis
import pyarrow as pa
import pytest

from kehu.stages import households
from kehu.tables import SOURCES
from kehu.tables.matches import HouseholdMembers
from tests.records import rows_of, snapshot

HOME = "湖北省武汉市东城区和平路1号2栋302室"


@pytest.fixture
def told(engine):
    """`told(rows)` is who belongs with whom and why, each party record being a customer of its own."""

    def tell(*rows, producers=(), largest=4):
        seen = snapshot(parties=rows)
        seen.tables["producers"] = table_of_producers(producers)
        keys = [row["party_id"] for row in rows]
        columns = {"party_id": pa.array(keys, "str"), "customer_id": pa.array([f"C{key}" for key in keys], "str")}
        identities = ibis.memtable(pa.table(columns))
        customers = identities.mutate(
            name=identities.party_id, branch=ibis.literal("HQ"), policies_in_force=1, lines_in_force=1
        )
        results = identities.select("customer_id", earned_premium=100.0, incurred=20.0, result=50.0)
        found = households.gather(
            engine=engine,
            snapshot=seen,
            identities=identities,
            customers=customers,
            results=results,
            largest_household=largest,
        )
        assert dict(found.schema().items()) == HouseholdMembers.datatypes()
        return {(row["customer_id"][1:], row["member_id"][1:]): row for row in rows_of(found)}

    return tell


def table_of_producers(phones):
    """Producers with these telephones."""
    schema = ibis.schema(SOURCES["producers"].datatypes())
    rows = [{"producer_id": f"p{number}", "phone": phone} for number, phone in enumerate(phones)]
    return ibis.memtable(pa.Table.from_pylist(rows, schema=schema.to_pyarrow()))


def test_who_lives_behind_one_door_is_a_household_however_the_address_is_written(told):
    found = told(
        {"party_id": "a", "name": "王伟", "address": HOME},
        {"party_id": "b", "name": "李娜", "address": HOME.removeprefix("湖北省武汉市")},
        {"party_id": "c", "name": "张三", "address": HOME.replace("302", "303")},
    )
    assert set(found) == {("a", "b"), ("b", "a")}
    assert (found["a", "b"]["kind"], found["a", "b"]["tie"]) == ("household", "address")
    assert (found["a", "b"]["household_id"], found["a", "b"]["result"]) == ("Ca", 50)


def test_one_telephone_ties_one_surname_only(told):
    phone = {"phone": "13800138000"}
    found = told(
        {"party_id": "a", "name": "王伟"} | phone,
        {"party_id": "b", "name": "王小明"} | phone,
        {"party_id": "c", "name": "李娜"} | phone,
    )
    assert set(found) == {("a", "b"), ("b", "a")}


def test_a_salesperson_s_telephone_ties_nobody(told):
    rows = [{"party_id": key, "name": f"王{key}", "phone": "+86 138 0013 8000"} for key in "ab"]
    assert told(*rows, producers=["13800138000"]) == {}
    assert len(told(*rows, producers=["13900139000"])) == 2


def test_an_address_of_too_many_is_a_dormitory_s(told):
    rows = [{"party_id": key, "name": f"王{key}", "address": HOME} for key in "abcde"]
    assert told(*rows, largest=4) == {}
    assert len(told(*rows, largest=5)) == 20


def test_a_street_without_a_number_is_no_door(told):
    assert told(*({"party_id": key, "name": "王伟", "address": "东城区和平路"} for key in "ab")) == {}


def test_subsidiaries_belong_to_the_group_of_their_parent(told):
    firm = {"kind": "organisation"}
    found = told(
        {"party_id": "a"} | firm,
        {"party_id": "b", "parent_party_id": "a"} | firm,
        {"party_id": "c", "parent_party_id": "b"} | firm,
        {"party_id": "d", "address": HOME} | firm,
        {"party_id": "e", "address": HOME} | firm,
    )
    assert set(found) == {(one, other) for one in "abc" for other in "abc" if one != other}
    assert {row["kind"] for row in found.values()} == {"group"}


def test_a_chain_of_ties_is_one_household(told):
    found = told(
        {"party_id": "a", "name": "王伟", "address": HOME},
        {"party_id": "b", "name": "王小明", "address": HOME, "phone": "13800138000"},
        {"party_id": "c", "name": "王芳", "phone": "13800138000"},
    )
    assert ("a", "c") in found
    assert {row["household_id"] for row in found.values()} == {"Ca"}


def test_a_book_without_records_has_no_households(told):
    assert told() == {}
