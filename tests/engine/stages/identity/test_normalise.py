"""Records as rules compare them."""

from kehu.stages.identity import normalise
from tests.records import rows_of, table


def records(engine, parties, *columns):
    rows = [{"party_id": key, **row} for key, row in parties.items()]
    return rows_of(engine.keep(normalise.records(table("parties", rows), columns=columns)))


def test_places_count_by_known_date_and_then_by_key(engine):
    parties = {"c": {}, "b": {"known_date": "2021-01-01"}, "a": {"known_date": "2021-01-01"}}
    assert {row["party_id"]: row["place"] for row in records(engine, parties)} == {"c": 0, "a": 1, "b": 2}


def test_each_column_of_a_rule_is_written_in_one_way(engine):
    party = {"name": " 张 三", "phone": "+86 138 0013 8000", "email": "A@B.CN", "birth_date": "1949-12-31"}
    found = records(engine, {"a": party}, "name", "phone", "email", "birth_date")[0]
    written = {key: str(cell) for key, cell in found.items() if key.startswith("written_")}
    assert written == {
        "written_name": "张三",
        "written_phone": "13800138000",
        "written_email": "a@b.cn",
        "written_birth_date": "1949-12-31",
    }


def test_identity_numbers_come_with_whether_they_can_be_true(engine):
    found = records(engine, {"a": {"identity_number": "11010519491231002X"}}, "identity_number")[0]
    assert found["has_true_identity"] is True
    assert records(engine, {"a": {"identity_number": "110105194912310021"}}, "phone")[0]["true_number"] is None
