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
    rows, blocks = comparisons.with_blocks(records, filled=filled, largest_block=PARAMETERS.largest_block)
    taught = teaching.teach(engine, engine.keep(rows), filled=filled, blocks=blocks, parameters=PARAMETERS)
    levels = [level for each in taught["comparisons"] for level in each["comparison_levels"]]
    learnt = [level[name] for level in levels for name in ("m_probability", "u_probability") if name in level]
    assert len(learnt) > 20
    assert all(0 < share <= 1 for share in learnt)
