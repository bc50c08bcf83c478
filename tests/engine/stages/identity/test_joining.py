"""Records that no rule joins: joined by evidence, kept apart by contradictions, explained field by field."""

import pytest

from kehu.parameters import Identity, Matching
from kehu.stages.identity import resolve
from kehu.tables.matches import IdentityLevels, IdentityPairs
from tests.matched import people
from tests.records import BY_NUMBER, customers, groups, snapshot

ON = Matching(is_on=True, least_records=300, largest_block=50)
TWINS = [
    {"party_id": "t-1", "name": "林晓", "birth_date": "1990-02-03", "identity_type": "national_id"}
    | {"identity_number": "11010519491231002x", "phone": "13712345678", "address": "北城区和平路7号"},
    {"party_id": "t-2", "name": "林晓", "birth_date": "1990-02-03", "identity_type": "national_id"}
    | {"identity_number": "440524188001010014", "phone": "13712345678", "address": "北城区和平路7号"},
    {
        "party_id": "t-3",
        "name": "林晓",
        "birth_date": "1961-11-23",
        "phone": "13712345678",
        "address": "北城区和平路7号",
    },
]


def resolved(engine, rows, *, matching=ON):
    asked = Identity(rules=(BY_NUMBER,), matching=matching)
    return resolve(engine=engine, snapshot=snapshot(parties=rows), parameters=asked, former=None)


@pytest.fixture(scope="module")
def found(engine):
    return resolved(engine, people() + TWINS)


@pytest.fixture(scope="module")
def by_pair(found):
    rows = found.pairs.to_pyarrow().to_pylist()
    return {(row["joined_party_id"], row["party_id"]): row for row in rows}


def test_records_of_one_person_are_joined_and_no_others(found):
    told = groups(found)
    pairs = {frozenset((f"a-{n:04d}", f"b-{n:04d}")) for n in range(400)}
    assert len(told & pairs) >= 396
    assert not [group for group in told if len({key[2:] for key in group}) > 1]


def test_its_tables_have_the_declared_columns(found):
    assert dict(found.pairs.schema().items()) == IdentityPairs.datatypes()
    assert dict(found.levels.schema().items()) == IdentityLevels.datatypes()


def test_two_true_numbers_are_a_contradiction_however_much_agrees(found, by_pair):
    told = customers(found)
    assert told["t-1"] != told["t-2"]
    assert by_pair["t-1", "t-2"]["outcome"] == "contradicted"


def test_two_dates_of_birth_are_never_joined_silently(found):
    told = customers(found)
    assert told["t-3"] not in (told["t-1"], told["t-2"])


def test_a_pair_s_evidence_is_told_field_by_field(by_pair):
    pair = by_pair["a-0399", "b-0399"]
    assert pair["outcome"] == "joined"
    assert pair["weight_name"] > 3
    assert pair["weight_birth"] is None or pair["weight_birth"] > 3
    fields = sum(value for name, value in pair.items() if name.startswith("weight_") and value is not None)
    others = [row for row in by_pair.values() if row["outcome"] == "joined"]
    prior = {
        round(row["weight"] - sum(row[name] or 0 for name in row if name.startswith("weight_")), 6) for row in others
    }
    assert len(prior) == 1
    assert pair["weight"] == pytest.approx(fields + prior.pop(), abs=1e-5)


def test_the_reason_names_the_model(found):
    rows = found.reasons.to_pyarrow().to_pylist()
    told = {row["party_id"]: (row["rule"], row["joined_party_id"]) for row in rows}
    assert told["b-0399"] == ("model", "a-0399")
    assert told["b-0001"] == ("identity_number", "a-0001")


@pytest.mark.slow
def test_the_order_of_records_changes_nothing(engine, found):
    turned = list(reversed(people() + TWINS))
    assert customers(resolved(engine, turned)) == customers(found)


@pytest.mark.slow
def test_too_few_records_teach_no_model(engine):
    found = resolved(engine, people(20), matching=Matching(is_on=True))
    assert found.pairs.count().to_pyarrow().as_py() == 0
    assert found.levels.count().to_pyarrow().as_py() == 0


@pytest.mark.slow
def test_a_higher_bar_joins_fewer(engine, found):
    strict = resolved(engine, people() + TWINS, matching=ON.model_copy(update={"join_weight": 30.0}))
    assert len(groups(strict)) > len(groups(found))
