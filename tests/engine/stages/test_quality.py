"""Data quality by branch and channel, on records that can be counted by hand."""

import pytest

from kehu.parameters import Quality
from kehu.stages.quality import measure
from kehu.tables.results import DataQuality
from tests.records import rows_of, snapshot

pytestmark = pytest.mark.slow

TRUE = {"identity_type": "national_id", "identity_number": "11010519491231002X"}
WHOLE = {**TRUE, "phone": "13800138000", "address": "朝阳区1号", "birth_date": "1949-12-31"}


def measured(engine, parties, policies=None, *, parties_for_each_phone=5):
    """Rows of data quality; each record holds one policy unless policies are given."""
    keyed = [{"party_id": key, **row} for key, row in parties.items()]
    held = [{"policy_id": key, "party_id": key} for key in parties] if policies is None else policies
    book = snapshot(parties=keyed, policies=held)
    found = measure(snapshot=book, parameters=Quality(parties_for_each_phone=parties_for_each_phone))
    return rows_of(engine.keep(found))


def test_it_has_the_declared_columns():
    found = measure(snapshot=snapshot(), parameters=Quality())
    assert dict(found.schema().items()) == DataQuality.datatypes()


def test_a_record_with_everything_scores_a_hundred(engine):
    (row,) = measured(engine, {"a": WHOLE})
    assert row["score"] == pytest.approx(100)


def test_a_record_with_nothing_scores_nothing(engine):
    (row,) = measured(engine, {"a": {"address": "无", "phone": "000000"}})
    assert (row["party_count"], row["score"]) == (1, 0)


def test_each_share_is_of_the_records(engine):
    slip = {"identity_type": "national_id", "identity_number": "110105194912310021"}
    (row,) = measured(engine, {"a": WHOLE, "b": {**WHOLE, **slip, "phone": "1380013"}, "c": {}, "d": WHOLE})
    shares = [row[name] for name in ("identity_share", "phone_share", "own_phone_share", "address_share")]
    assert shares == [0.5, 0.5, 0.5, 0.75]


def test_a_number_that_many_records_give_is_nobodys_own(engine):
    parties = {key: {"phone": "13800138000"} for key in "abc"} | {"d": {"phone": "13900139000"}}
    (row,) = measured(engine, parties, parties_for_each_phone=2)
    assert (row["phone_share"], row["own_phone_share"]) == (1, 0.25)


def test_records_without_a_policy_give_their_number_too(engine):
    parties = {key: {"phone": "13800138000"} for key in "abc"}
    (row,) = measured(engine, parties, [{"policy_id": "p", "party_id": "a"}], parties_for_each_phone=2)
    assert (row["party_count"], row["own_phone_share"]) == (1, 0)


def test_a_date_of_birth_is_asked_of_persons_only(engine):
    (row,) = measured(engine, {"a": WHOLE, "b": {"kind": "organisation"}})
    assert row["birth_share"] == 1


def test_without_persons_the_score_is_the_mean_of_the_other_shares(engine):
    (row,) = measured(engine, {"a": {**WHOLE, "kind": "organisation", "birth_date": None, "address": None}})
    assert row["birth_share"] is None
    assert row["score"] == pytest.approx(75)


def test_a_record_counts_once_in_each_branch_and_channel(engine):
    places = [("HQ/North", "agent"), ("HQ/North", "agent"), ("HQ/South", "agent"), ("HQ/South", "direct")]
    policies = [
        {"policy_id": str(number), "party_id": "a", "branch": branch, "channel": channel}
        for number, (branch, channel) in enumerate(places)
    ]
    rows = measured(engine, {"a": WHOLE}, policies)
    assert [(row["branch"], row["channel"], row["party_count"]) for row in rows] == [
        ("HQ/North", "agent", 1), ("HQ/South", "agent", 1), ("HQ/South", "direct", 1),
    ]  # fmt: skip


def test_a_chassis_number_that_cannot_be_one_is_seen_beside_the_seller(engine):
    numbers = ["LSVAA49J132047371", "LSVAA49J032047371", None, "lsvaa49j1-32047371"]
    vehicles = [{"object_id": str(n), "policy_id": "p", "kind": "vehicle", "vin": vin} for n, vin in enumerate(numbers)]
    flat = {"object_id": "flat", "policy_id": "p", "kind": "building"}
    policies = [{"policy_id": "p", "party_id": "a"}]
    book = snapshot(parties=[{"party_id": "a", **WHOLE}], policies=policies, insured_objects=[*vehicles, flat])
    (row,) = rows_of(engine.keep(measure(snapshot=book, parameters=Quality(parties_for_each_phone=5))))
    assert row["vin_share"] == 0.5
    assert row["score"] == pytest.approx(100 * 5.5 / 7)


def test_a_plate_that_cannot_be_one_is_seen_beside_the_seller(engine):
    plates = ["粤B·12345", "粤BD12345", "粤B1234O", None]
    about = {"policy_id": "p", "kind": "vehicle"}
    vehicles = [{**about, "object_id": str(place), "plate": plate} for place, plate in enumerate(plates)]
    policies = [{"policy_id": "p", "party_id": "a"}]
    book = snapshot(parties=[{"party_id": "a", **WHOLE}], policies=policies, insured_objects=vehicles)
    (row,) = rows_of(engine.keep(measure(snapshot=book, parameters=Quality(parties_for_each_phone=5))))
    assert row["plate_share"] == 0.5
