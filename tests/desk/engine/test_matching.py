"""The gateway reads questions and writes decisions."""

import datetime

import pytest

from kehu.stores import run_folders
from kehu_desk.engine import (
    DecidedPair,
    decide_identity,
    decisions_on,
    identity_decisions,
    identity_evidence,
    identity_question,
    identity_queue,
    undo_identity,
)
from tests.asked import write_questions

MADE = {
    "as_of": datetime.date(2023, 12, 31),
    "by": "李娜",
    "reason": "Seen",
    "at": datetime.datetime(2024, 1, 2, tzinfo=datetime.UTC),
}


@pytest.fixture
def asking(loaded):
    question = {"customer_id": "C1", "other_id": "C2", "joined_party_id": "a", "party_id": "b"}
    write_questions(run_folders.current(loaded), [question])


def test_a_question_comes_with_its_evidence(asking):
    (question,) = identity_queue("R000001", sees=lambda branch: True, kind="", after=0).questions
    assert identity_question("R000001", "a", "b") == question
    assert identity_evidence("R000001", "a", "b")[0].field == "name"


def test_a_decision_is_written_and_taken_back(asking):
    decide_identity(DecidedPair("same", ("a",), ("b",), 0), **MADE)
    assert [each.number for each in decisions_on(["b"])] == [1]
    undo_identity(1, **MADE)
    assert [each.verdict for each in identity_decisions()] == ["same", "undo"]


def test_what_is_not_there_cannot_be_taken_back(asking):
    with pytest.raises(LookupError):
        undo_identity(5, **MADE)
