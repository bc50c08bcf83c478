"""What an earlier run learnt: used while it holds, and for records that say the same only."""

import pytest

from kehu.parameters import Matching
from kehu.stages.identity import learning, matching, standard
from kehu.stages.identity.learning import Learnt
from tests.matched import people
from tests.records import rows_of, table

PARAMETERS = Matching(is_on=True, least_records=300, largest_block=50)
PEOPLE = people(430)
KNOWN, NEW = PEOPLE[:800], PEOPLE[800:]


def standardised(engine, rows):
    return standard.records(engine=engine, parties=table("parties", rows), most_names=5)[0]


def scored(engine, records, learnt=None, parameters=PARAMETERS):
    return matching.score(engine=engine, records=records, parameters=parameters, learnt=learnt)


def by_key(engine, records, pairs):
    """Weights by the keys of both records."""
    keys = {row["place"]: row["party_id"] for row in records.select("place", "party_id").to_pyarrow().to_pylist()}
    rows = pairs.select("left", "right", "weight").to_pyarrow().to_pylist()
    return {frozenset((keys[row["left"]], keys[row["right"]])): row["weight"] for row in rows}


def kept(records, found):
    one = records.select("party_id", left="place")
    other = records.select(joined_party_id="party_id", right="place")
    scores = found.pairs.inner_join(one, "left").inner_join(other, "right").drop("left", "right")
    return Learnt(found.models, scores, learning.fingerprints(records))


@pytest.fixture(scope="module")
def before(engine):
    records = standardised(engine, KNOWN)
    found = scored(engine, records)
    return kept(records, found), by_key(engine, records, found.pairs)


@pytest.mark.slow
def test_without_new_records_nothing_is_taught_or_scored_anew(engine, before, monkeypatch):
    learnt, weights = before
    records = standardised(engine, KNOWN)
    monkeypatch.setattr(matching.teaching, "teach", None)
    found = scored(engine, records, learnt)
    assert by_key(engine, records, found.pairs) == weights
    assert found.models == learnt.models


@pytest.mark.slow
def test_new_records_are_scored_with_those_they_may_be_and_the_others_keep_their_scores(engine, before):
    learnt, weights = before
    records = standardised(engine, [*KNOWN, *NEW])
    found = by_key(engine, records, scored(engine, records, learnt).pairs)
    assert {pair: weight for pair, weight in found.items() if pair in weights} == weights
    new = {row["party_id"] for row in NEW}
    assert all(pair & new for pair in found.keys() - weights.keys())
    right = {frozenset((f"a-{number:04d}", f"b-{number:04d}")) for number in range(400, 430)}
    assert len(right & found.keys()) > 27


@pytest.mark.slow
def test_a_record_that_says_something_else_loses_its_scores(engine, before):
    learnt, weights = before
    changed = [{**KNOWN[0], "name": "欧阳修", "phone": None, "birth_date": "1955-05-05", "identity_number": None}]
    records = standardised(engine, [*changed, *KNOWN[1:]])
    found = by_key(engine, records, scored(engine, records, learnt).pairs)
    of_it = {pair for pair in weights if KNOWN[0]["party_id"] in pair}
    assert of_it
    assert all(found.get(pair) != weights[pair] for pair in of_it)
    assert {pair: weight for pair, weight in weights.items() if pair not in of_it}.items() <= found.items()


def test_only_what_is_compared_makes_a_record_another(engine, before):
    learnt, _ = before
    other_source = [{**row, "source": "web", "first_contact_date": "2020-01-01"} for row in KNOWN]
    rows = rows_of(learning.marked(standardised(engine, other_source), learnt).select("is_fresh").distinct())
    assert rows == [{"is_fresh": False}]


@pytest.mark.parametrize(
    ("rows", "parameters"),
    [
        (PEOPLE, PARAMETERS.model_copy(update={"taught_again_after": 0.05})),
        (KNOWN, PARAMETERS.model_copy(update={"largest_block": 40})),
        ([{**row, "email": None, "postcode": f"4300{row['party_id'][-1]}0"} for row in KNOWN], PARAMETERS),
    ],
    ids=["a book that has grown", "another assumption", "another field filled"],
)
@pytest.mark.slow
def test_a_model_that_no_longer_fits_is_taught_again(engine, before, rows, parameters):
    learnt, _ = before
    records = standardised(engine, rows)
    found = scored(engine, records, learnt, parameters)
    assert found.models != learnt.models
    assert by_key(engine, records, found.pairs) == by_key(
        engine, records, scored(engine, records, None, parameters).pairs
    )


def test_what_decides_on_scores_alone_leaves_the_model_true():
    stricter = PARAMETERS.model_copy(update={"join_weight": 4.0, "sampled_joins": 10})
    filled = ["name_key"]
    assert learning._asked(filled, stricter) == learning._asked(filled, PARAMETERS)
