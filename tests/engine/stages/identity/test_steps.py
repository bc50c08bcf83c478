"""How many customers records became, step by step."""

import pytest

from kehu.parameters import Identity, Matching
from kehu.stages.identity import resolve
from kehu.tables.matches import IdentitySteps
from tests.decided import decision
from tests.matched import people
from tests.records import BY_NUMBER, BY_PHONE, parameters, rows_of, snapshot

PHONES = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 3}


def told(resolution):
    rows = sorted(rows_of(resolution.steps), key=lambda row: row["place"])
    return [(row["step"], row["pairs"], row["customers_after"]) for row in rows]


def test_decisions_and_rules_are_counted_in_their_order(engine):
    rows = [{"party_id": key, "phone": f"1380013800{phone}"} for key, phone in PHONES.items()]
    made = [decision(1, "same", ["d"], ["e"])]
    found = resolve(
        engine=engine, snapshot=snapshot(parties=rows), parameters=parameters(BY_PHONE), former=None, decisions=made
    )
    assert dict(found.steps.schema().items()) == IdentitySteps.datatypes()
    assert told(found) == [("records", None, 5), ("decision", 1, 4), ("rule", 2, 2)]


@pytest.mark.slow
def test_the_model_says_how_often_it_expects_to_err(engine):
    asked = Identity(rules=(BY_NUMBER,), matching=Matching(is_on=True, least_records=300, largest_block=50))
    book = snapshot(parties=people(200, numbered_twice=100))
    found = resolve(engine=engine, snapshot=book, parameters=asked, former=None)
    model = next(row for row in rows_of(found.steps) if row["step"] == "model")
    assert told(found)[:3] == [("records", None, 400), ("decision", 0, 400), ("rule", 100, 300)]
    assert 190 <= model["customers_after"] <= 210
    assert 0 <= model["expected_wrong"] < 0.1 * model["pairs"]
    assert model["pairs"] == pytest.approx(100, abs=10)
