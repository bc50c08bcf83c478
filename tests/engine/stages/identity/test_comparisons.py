"""What is compared, and which pairs: fields that a book fills, and blocks that cannot explode."""

import pytest

from kehu.stages.identity import comparisons, standard
from tests.matched import people
from tests.records import table


@pytest.fixture
def records(engine):
    rows = people(30) + [{"party_id": f"c-{n}", "name": "王伟", "birth_date": "1980-03-05"} for n in range(25)]
    return standard.records(engine=engine, parties=table("parties", rows), most_names=5)[0]


def sizes(rows, block):
    counted = rows.filter(rows[block].notnull()).group_by(block).agg(count=rows[block].count())
    return counted["count"].to_pyarrow().to_pylist()


def test_a_block_of_too_many_is_no_block(engine, records):
    filled = ["name_key", "birth"]
    small, names = comparisons.with_blocks(engine, records, filled=filled, largest_block=20)
    large, _names = comparisons.with_blocks(engine, records, filled=filled, largest_block=25)
    block = names[0]
    assert max(sizes(large, block)) == 25
    assert max(sizes(small, block)) == 2


def test_a_block_needs_every_one_of_its_columns(engine, records):
    _rows, names = comparisons.with_blocks(engine, records, filled=["name_key", "last_part"], largest_block=20)
    told = [comparisons.BLOCKS[int(name.removeprefix(comparisons.BLOCK))] for name in names]
    assert told == [("name_key",)]


def test_only_filled_fields_are_compared():
    told = comparisons.settings(filled=["name_key", "birth", "phone"], blocks=["block_4"])
    assert [each.create_comparison_dict("duckdb")["output_column_name"] for each in told.comparisons] == [
        "name",
        "birth",
        "phone",
    ]


def test_a_training_holds_its_own_field_alike_and_its_block():
    (rule,) = comparisons.training_rules(["block_4"])
    assert rule == "l.name_key = r.name_key AND l.block_4 = r.block_4"
    assert comparisons.training_rules([]) == []


def test_sure_rules_need_their_columns():
    assert comparisons.sure_rules(["name_key", "birth"]) == ["l.name_key = r.name_key AND l.birth = r.birth"]
