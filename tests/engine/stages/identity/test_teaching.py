"""What a book teaches: only of fields that it fills, and nothing where it has too little."""

import ibis
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_book_in_which_nobody_stands_twice_still_has_a_chance_of_it(engine):
    names = [{"party_id": row["party_id"], "name": f"{row['name']}{place}"} for place, row in enumerate(people())]
    taught = taught_of(engine, names)
    assert 0 < taught[teaching.PRIOR] <= 1e-4


def of_one(taught, field):
    """What records of one do in a field, the same value first."""
    (levels,) = [each["comparison_levels"] for each in taught["comparisons"] if each["output_column_name"] == field]
    return [level.get("m_probability") for level in levels if not level.get("is_null_level")]


@pytest.mark.slow
def test_pairs_that_people_hold_for_one_teach_the_model_by_how_many_they_are(engine):
    rows = [row | {"identity_number": None, "identity_type": None} for row in people()]
    records = standard.records(engine=engine, parties=table("parties", rows), most_names=5)[0]
    places = {row["party_id"]: row["place"] for row in records.select("place", "party_id").to_pyarrow().to_pylist()}
    strangers = [sorted((places[f"a-{n:04d}"], places[f"a-{n + 200:04d}"])) for n in range(200)]
    schema = {"place_l": "int64", "place_r": "int64"}

    def taught(pairs):
        labels = engine.keep(ibis.memtable(pairs, schema=ibis.schema(schema)))
        filled = teaching.filled_columns(records, parameters=PARAMETERS)
        rows, blocks = comparisons.with_blocks(engine, records, filled=filled, largest_block=PARAMETERS.largest_block)
        return teaching.teach(engine, rows, filled=filled, blocks=blocks, parameters=PARAMETERS, labels=labels)

    none, some, many = (of_one(taught(strangers[:count]), "phone")[0] for count in (0, 50, 200))
    assert none > some > many
    assert many == pytest.approx(none / 2, rel=0.05)  # as many as the estimate is worth, and never the same telephone
