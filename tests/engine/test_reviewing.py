"""The queue of questions: the dearest first, without what was answered and without what the reader does not see."""

import json

import pytest

from kehu.reviewing import UnknownPairError, checked, decisions_on, evidence, question, queue, steps
from kehu.stores.run_folders import RunFolder
from tests.asked import write_questions
from tests.decided import decision

PAIR = {"customer_id": "C1", "other_id": "C2", "joined_party_id": "a", "party_id": "b"}
ROWS = [
    PAIR,
    PAIR | {"other_id": "C3", "party_id": "c", "other_branch": "HQ/South"},
    PAIR | {"other_id": "C4", "party_id": "d", "kind": "contradicted", "weight": None, "rule": "phone"},
    PAIR | {"other_id": "C1", "party_id": "e", "kind": "sample"},
]


@pytest.fixture
def run(tmp_path):
    (tmp_path / "R000001").mkdir()
    (tmp_path / "R000001" / "manifest.json").write_text(json.dumps({"as_of": "2024-12-31"}))
    made = RunFolder("R000001", tmp_path / "R000001")
    write_questions(made, ROWS)
    return made


def asked(run, *decisions, sees=lambda branch: True, **more):
    found = queue(run, decisions, sees=sees, **more)
    return "".join(each.party_id for each in found.questions), found.open_count, found.next_after


def test_open_questions_stand_in_their_order_without_the_sample(run):
    assert asked(run) == ("bcd", 3, None)
    assert asked(run, kind="sample") == ("e", 1, None)


def test_a_part_of_the_queue_says_where_the_next_begins(run):
    assert asked(run, most=2) == ("bc", 3, 2)
    assert asked(run, most=2, after=2) == ("d", 3, None)


def test_who_does_not_see_both_customers_is_not_asked(run):
    assert asked(run, sees=lambda branch: branch.startswith("HQ/North")) == ("bd", 2, None)


def test_what_was_answered_is_no_question_until_the_answer_is_taken_back(run):
    answer = decision(1, "different", ["x", "b"], ["a"])
    assert asked(run, answer) == ("cd", 2, None)
    assert asked(run, answer, decision(2, "undo", undoes=1)) == ("bcd", 3, None)


def test_a_run_from_before_questions_asks_nothing(tmp_path):
    (tmp_path / "R000002").mkdir()
    assert asked(RunFolder("R000002", tmp_path / "R000002")) == ("", 0, None)


def test_one_question_is_found_by_its_records(run):
    assert question(run, "a", "d").rule == "phone"
    with pytest.raises(UnknownPairError):
        question(run, "a", "z")


def test_the_evidence_names_what_says_most_first(run):
    assert [(each.field, each.weight) for each in evidence(run, "a", "b")] == [("name", 9.0), ("phone", -1.5)]
    assert evidence(run, "a", "z") == ()


def test_decisions_on_records_come_with_the_newest_first():
    made = (decision(1, "same", "a", "b"), decision(2, "same", "c", "d"), decision(3, "different", "b", "e"))
    assert [each.number for each in decisions_on(made, ["b"])] == [3, 1]


def test_the_sample_s_share_of_mistakes_has_bounds(run):
    unknown = checked(run, [])
    assert (unknown.drawn, unknown.checked, unknown.lower, unknown.upper) == (1, 0, 0.0, 1.0)
    known = checked(run, [decision(1, "same", "a", "e"), decision(2, "different", "e", "a")])
    assert (known.checked, known.wrong) == (1, 1)
    assert 0 < known.lower < known.upper <= 1


def test_a_run_from_before_steps_were_counted_has_none(run):
    assert steps(run) == ()
