"""What people are asked: one question of two customers, the dearest first, and a sample of what was joined."""

import ibis
import pytest

from kehu.parameters import Matching
from kehu.stages.questions import ask
from kehu.tables.matches import IdentityPairs, IdentityQuestions
from tests.records import rows_of

CUSTOMERS = {"a": "C1", "b": "C2", "c": "C2", "d": "C3", "e": "C4", "f": "C4"}
PREMIUMS = {"C1": 900, "C2": 100, "C3": 700}
PAIRS = [
    ("b", "a", "asked", 2.0, None),
    ("c", "a", "asked", 4.0, None),
    ("d", "a", "asked", 1.0, None),
    ("d", "b", "contradicted", None, "phone"),
    ("f", "e", "joined", 9.0, None),
]


def made(rows, columns):
    names = list(columns)
    return ibis.memtable([dict(zip(names, row, strict=True)) for row in rows], schema=ibis.schema(columns))


@pytest.fixture(scope="module")
def questions():
    bare = dict.fromkeys(IdentityPairs.columns)
    pairs = [
        bare | {"party_id": one, "joined_party_id": other, "outcome": outcome, "weight": weight, "rule": rule}
        for one, other, outcome, weight, rule in PAIRS
    ]
    asked = ask(
        pairs=ibis.memtable(pairs, schema=ibis.schema(IdentityPairs.datatypes())),
        identities=made(CUSTOMERS.items(), {"party_id": "string", "customer_id": "string"}),
        customers=made(
            [(one, f"Name {one}", "HQ") for one in sorted(set(CUSTOMERS.values()))],
            {"customer_id": "string", "name": "string", "branch": "string"},
        ),
        results=made(PREMIUMS.items(), {"customer_id": "string", "earned_premium": "decimal(18, 2)"}),
        parameters=Matching(),
    )
    assert dict(asked.schema().items()) == IdentityQuestions.datatypes()
    return rows_of(asked)


def by_place(questions):
    return sorted(questions, key=lambda row: row["place"])


def test_what_is_dearest_stands_first(questions):
    found = [(row["party_id"], row["joined_party_id"], row["kind"]) for row in by_place(questions)]
    assert found == [
        ("d", "a", "asked"),
        ("d", "b", "contradicted"),
        ("c", "a", "asked"),
        ("f", "e", "sample"),
    ]


def test_two_customers_are_one_question_told_by_the_pair_that_says_most(questions):
    (row,) = [row for row in questions if row["party_id"] == "c"]
    assert (row["weight"], row["pair_count"], row["stake"]) == (4.0, 2, 100)
    assert (row["name"], row["other_name"]) == ("Name C1", "Name C2")
