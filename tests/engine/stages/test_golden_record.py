"""What is held for true of a customer, field by field, and why."""

import datetime

import ibis
import pytest

from kehu.assumptions import FieldCorrection
from kehu.stages import golden_record
from kehu.tables.results import CustomerFields, Identities
from tests.records import AS_OF, rows_of, snapshot

SCHEMA = ibis.schema(Identities.datatypes())
NUMBER, SLIP = "11010519491231002X", "110105194912310021"
NOW = datetime.datetime(2024, 12, 31, 9, tzinfo=datetime.UTC)


def correction(number, party_id, field, value, *, as_of=AS_OF):
    told = {"by": "王芳", "reason": "seen on the card", "as_of": as_of, "corrected_at": NOW}
    return FieldCorrection(number=number, party_id=party_id, field=field, value=value, **told)


def gathered(engine, parties, corrections=(), customers=None):
    """Rows by field of the one customer behind all these records; `customers` says who is behind which otherwise."""
    days = {key: f"202{place}-01-01" for place, key in enumerate(parties)}
    rows = [{"party_id": key, "known_date": days[key], **row} for key, row in parties.items()]
    identities = ibis.memtable([(key, (customers or {}).get(key, "C1")) for key in parties], schema=SCHEMA)
    found = golden_record.gather(
        engine=engine, snapshot=snapshot(parties=rows), identities=identities, corrections=corrections
    )
    assert dict(found.schema().items()) == CustomerFields.datatypes()
    return {(row["customer_id"], row["field"]): row for row in rows_of(found)}


def field(engine, name, *values, **more):
    """The row of one field that records tell in this order."""
    rows = gathered(engine, {f"r{place}": {name: value} for place, value in enumerate(values)}, **more)
    return rows.get(("C1", name))


def test_a_single_record_is_believed(engine):
    row = field(engine, "address", " 和平路1号 ")
    assert (row["value"], row["why"], row["party_id"], row["source"]) == ("和平路1号", "only", "r0", "core")
    assert (row["record_count"], row["value_count"], row["agreeing_count"]) == (1, 1, 1)


@pytest.mark.parametrize("name", ["address", "postcode", "region", "industry", "email", "name"])
def test_what_changes_in_life_is_as_the_latest_record_says(engine, name):
    row = field(engine, name, "old@x", "old@x", "new@x", None)
    assert (row["value"], row["why"], row["party_id"]) == ("new@x", "latest", "r2")
    assert (row["record_count"], row["value_count"], row["agreeing_count"]) == (3, 2, 1)


def test_one_value_written_in_two_ways_is_one(engine):
    row = field(engine, "phone", "138 0013 8000", "+8613800138000")
    assert (row["value"], row["why"], row["value_count"]) == ("13800138000", "only", 1)


def test_what_stays_for_life_is_as_most_records_say(engine):
    row = field(engine, "birth_date", "1980-01-01", "1980-01-01", "1980-01-10")
    assert (row["value"], row["why"], row["agreeing_count"]) == ("1980-01-01", "most", 2)


def test_where_no_value_has_more_records_the_latest_holds(engine):
    row = field(engine, "birth_date", "1980-01-01", "1980-01-10")
    assert (row["value"], row["why"]) == ("1980-01-10", "latest")


def test_a_number_with_a_wrong_check_digit_gives_way_to_one_that_is_right(engine):
    told = {"identity_type": "national_id"}
    numbers = {"a": {**told, "identity_number": NUMBER}}
    numbers |= {key: {**told, "identity_number": SLIP} for key in "bc"}
    row = gathered(engine, numbers)["C1", "identity_number"]
    assert (row["value"], row["why"], row["party_id"]) == (NUMBER, "checked", "a")


def test_a_telephone_that_can_be_one_goes_before_one_that_cannot(engine):
    row = field(engine, "phone", "13800138000", "138001380")
    assert (row["value"], row["why"]) == ("13800138000", "checked")


def test_the_date_of_birth_in_the_number_goes_before_another(engine):
    told = {"identity_type": "national_id", "identity_number": NUMBER}
    rows = gathered(engine, {"a": told, "b": {"birth_date": "1949-12-13"}, "c": {"birth_date": "1949-12-13"}})
    assert rows["C1", "birth_date"]["value"] == "1949-12-31"
    assert rows["C1", "birth_date"]["why"] == "checked"


def test_what_nobody_says_has_no_row(engine):
    assert field(engine, "phone", None, "无") is None


@pytest.mark.slow
def test_what_a_person_set_goes_before_all_records(engine):
    row = field(engine, "phone", "13800138000", corrections=[correction(1, "r0", "phone", "13900139000")])
    assert (row["value"], row["why"], row["by"], row["reason"]) == (
        "13900139000",
        "by_hand",
        "王芳",
        "seen on the card",
    )
    assert (row["source"], row["record_count"], row["agreeing_count"]) == (None, 1, 1)
    assert field(engine, "email", None, corrections=[correction(1, "r0", "email", "a@b.cn")])["value"] == "a@b.cn"


@pytest.mark.slow
def test_a_correction_goes_with_its_record(engine):
    parties = {"a": {"name": "王芳"}, "b": {"name": "王方"}}
    set_of_b = [correction(1, "b", "name", "王芬")]
    apart = gathered(engine, parties, set_of_b, customers={"b": "C2"})
    assert (apart["C1", "name"]["value"], apart["C2", "name"]["value"]) == ("王芳", "王芬")
    assert gathered(engine, parties, set_of_b)["C1", "name"]["value"] == "王芬"


@pytest.mark.slow
def test_of_two_corrections_that_became_one_customers_the_newer_holds(engine):
    parties = {"a": {"name": "王芳"}, "b": {"name": "王方"}}
    made = [correction(1, "b", "name", "王芬"), correction(2, "a", "name", "王分")]
    assert gathered(engine, parties, made)["C1", "name"]["value"] == "王分"


@pytest.mark.slow
def test_a_correction_on_a_record_that_is_gone_says_nothing(engine):
    assert field(engine, "name", "王芳", corrections=[correction(1, "gone", "name", "x")])["why"] == "only"
