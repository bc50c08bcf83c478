"""What a book teaches: only of fields that it fills, and nothing where it has too little."""

import pytest

from kehu.parameters import Matching
from kehu.stages.identity import comparisons, standard, teaching
from tests.matched import people
from tests.records import table

PARAMETERS = Matching(is_on=True, least_records=300, largest_block=50)


@pytest.fixture(scope="module")
def records(engine):
    return standard.records(engine=engine, parties=table("parties", people()), most_names=5)[0]


def test_a_field_that_nobody_fills_is_not_compared(records):
    filled = teaching.filled_columns(records, parameters=PARAMETERS)
    assert {"name_key", "birth", "phone", "number"} <= set(filled)
    assert not {"email", "postcode", "industry"} & set(filled)


def test_too_few_records_teach_nothing(records):
    few = PARAMETERS.model_copy(update={"least_records": 10_000})
    assert teaching.filled_columns(records, parameters=few) == []


def test_what_it_learns_is_between_nothing_and_one_in_every_level(engine, records):
    filled = teaching.filled_columns(records, parameters=PARAMETERS)
    rows, blocks = comparisons.with_blocks(engine, records, filled=filled, largest_block=PARAMETERS.largest_block)
    taught = teaching.teach(engine, rows, filled=filled, blocks=blocks, parameters=PARAMETERS)
    levels = [level for each in taught["comparisons"] for level in each["comparison_levels"]]
    learnt = [level[name] for level in levels for name in ("m_probability", "u_probability") if name in level]
    assert len(learnt) > 20
    assert all(0 < share <= 1 for share in learnt)


def taught_of(engine, rows):
    records = standard.records(engine=engine, parties=table("parties", rows), most_names=5)[0]
    filled = teaching.filled_columns(records, parameters=PARAMETERS)
    blocked, blocks = comparisons.with_blocks(engine, records, filled=filled, largest_block=PARAMETERS.largest_block)
    return teaching.teach(engine, blocked, filled=filled, blocks=blocks, parameters=PARAMETERS)


def test_a_book_that_tells_one_field_only_teaches_what_it_can(engine):
    born = [{"party_id": row["party_id"], "birth_date": row["birth_date"]} for row in people()]
    (comparison,) = taught_of(engine, born)["comparisons"]
    same = max(
        (level for level in comparison["comparison_levels"] if "m_probability" in level),
        key=lambda level: level["m_probability"],
    )
    assert same["m_probability"] == teaching.UNTAUGHT
    assert same["label_for_charts"].startswith("Exact match")


def test_a_book_in_which_nobody_stands_twice_still_has_a_chance_of_it(engine):
    names = [{"party_id": row["party_id"], "name": f"{row['name']}{place}"} for place, row in enumerate(people())]
    taught = taught_of(engine, names)
    assert 0 < taught[teaching.PRIOR] <= 1e-4
