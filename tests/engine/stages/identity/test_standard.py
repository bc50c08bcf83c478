"""Records as they are compared: one way of writing, births from numbers, and contacts that are nobody's own."""

import pytest

from kehu.stages.identity import standard
from tests.records import rows_of, table


@pytest.fixture
def written(engine):
    """`written(rows)` is one row a record by its key, and the hot contacts."""

    def write(*rows, most_names=5):
        records, hot = standard.records(engine=engine, parties=table("parties", rows), most_names=most_names)
        return {row["party_id"]: row for row in records.to_pyarrow().to_pylist()}, rows_of(hot)

    return write


def test_every_field_is_written_in_one_way(written):
    records, _hot = written(
        {"party_id": "a", "name": "張　三", "phone": "+86 138-0013 8000", "address": "湖北省武汉市东城区和平路1号"},
        {
            "party_id": "b",
            "name": "张三先生",
            "phone": "13800138000",
            "address": "东城区和平路1号",
            "region": "湖北省武汉市",
        },
    )
    for field in ("name_key", "sound", "phone", "address", "region"):
        assert records["a"][field] == records["b"][field], field


def test_a_birth_stands_in_a_true_number(written):
    records, _hot = written(
        {"party_id": "a", "identity_type": "national_id", "identity_number": "11010519491231002x"},
        {"party_id": "b", "identity_type": "national_id", "identity_number": "110105194912310021"},
    )
    assert (records["a"]["birth"], records["a"]["birth_swapped"]) == ("1949-12-31", "1949-31-12")
    assert records["a"]["true_number"] == "11010519491231002X"
    assert (records["b"]["birth"], records["b"]["true_number"]) == (None, None)
    assert records["b"]["number"] == "110105194912310021"


def test_a_telephone_under_many_names_is_nobody_s_own_and_is_reported(written):
    rows = [{"party_id": str(n), "name": f"王{letter}", "phone": "13800138000"} for n, letter in enumerate("伟芳娜敏")]
    records, hot = written(*rows, {"party_id": "9", "name": "李强", "phone": "13900139000"}, most_names=3)
    assert [records[key]["phone"] for key in ("0", "3", "9")] == [None, None, "13900139000"]
    assert hot == [{"party_id": "0", "record_count": 4, "field": "phone"}]


def test_one_person_s_many_records_make_no_telephone_hot(written):
    rows = [{"party_id": str(n), "name": "王伟", "phone": "13800138000"} for n in range(9)]
    assert written(*rows, most_names=3)[1] == []


def test_nothing_written_is_nothing_known(written):
    records, _hot = written({"party_id": "a"})
    assert {name for name, value in records["a"].items() if value is not None} == {"party_id", "kind", "place"}


def test_places_follow_the_day_on_which_records_became_known(written):
    records, _hot = written(
        {"party_id": "a", "known_date": "2021-01-01"}, {"party_id": "b", "known_date": "2020-01-01"}
    )
    assert (records["b"]["place"], records["a"]["place"]) == (0, 1)
