"""The model: taught by the book itself, the same each time, and never certain of one field alone."""

import pytest

from kehu.parameters import Matching
from kehu.stages.identity import matching, standard
from tests.matched import people
from tests.records import table

PARAMETERS = Matching(is_on=True, least_records=300, largest_block=50)


@pytest.fixture(scope="module")
def records(engine):
    return standard.records(engine=engine, parties=table("parties", people()), most_names=5)[0]


@pytest.fixture(scope="module")
def scored(engine, records):
    return matching.score(engine=engine, records=records, parameters=PARAMETERS)


def test_the_same_says_more_than_a_part_and_another_value_speaks_against(scored):
    told = {(level.field, level.level): level for level in scored.levels}
    for field in ("name", "birth", "phone"):
        highest = max(number for name, number in told if name == field)
        best, worst = told[field, highest], told[field, 0]
        assert best.of_one / best.of_two > 50
        assert worst.of_one / worst.of_two < 1


def test_no_level_is_impossible(scored):
    known = [level for level in scored.levels if level.of_one is not None]
    assert known
    assert min(min(level.of_one, level.of_two) for level in known) > 0


def test_pairs_stand_once_and_above_the_weight_that_is_asked(scored):
    rows = scored.pairs.to_pyarrow().to_pylist()
    assert len({frozenset((row["left"], row["right"])) for row in rows}) == len(rows)
    assert min(row["weight"] for row in rows) >= PARAMETERS.ask_weight


@pytest.mark.slow
def test_it_learns_the_same_each_time(engine, records, scored):
    again = matching.score(engine=engine, records=records, parameters=PARAMETERS)
    assert again.levels == scored.levels


@pytest.mark.parametrize("numbered", [0, 400])
@pytest.mark.slow
def test_it_learns_with_numbers_and_without(engine, numbered):
    rows = people(numbered_twice=numbered)
    if not numbered:
        rows = [row | {"identity_number": None, "identity_type": None} for row in rows]
    records = standard.records(engine=engine, parties=table("parties", rows), most_names=5)[0]
    found = matching.score(engine=engine, records=records, parameters=PARAMETERS)
    keys = {row["place"]: row["party_id"][2:] for row in records.select("place", "party_id").to_pyarrow().to_pylist()}
    strong = [row for row in found.pairs.to_pyarrow().to_pylist() if row["weight"] > 8]
    right = [row for row in strong if keys[row["left"]] == keys[row["right"]]]
    assert len(right) == len(strong) > 380


def test_kinds_with_too_few_records_are_left_alone(engine, records):
    found = matching.score(engine=engine, records=records, parameters=Matching(is_on=True))
    assert found.levels == ()
    assert found.pairs.count().to_pyarrow().as_py() == 0


@pytest.mark.slow
def test_a_book_that_tells_too_little_has_no_model(engine, records):
    bare = records.mutate(**{name: records[name].nullif(records[name]) for name in ("name_key", "phone", "address")})
    few = PARAMETERS.model_copy(update={"least_fields": 9})
    assert matching.score(engine=engine, records=bare, parameters=few).models == ()
    assert matching.score(engine=engine, records=records, parameters=PARAMETERS).models != ()
