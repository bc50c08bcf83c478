"""Decisions stand in the file of the home and in the audit trail, or in neither."""

import datetime

import pytest

from kehu.stores.decision_file import read_decisions
from kehu_desk import engine
from kehu_desk.audit.models import Act, Event
from kehu_desk.engine import DecidedPair, DecisionConflictError
from kehu_desk.matching import actions

DAY = datetime.date(2023, 12, 31)


def decided(asking, by, verdict="same", seen=0):
    question = engine.identity_question("R000001", *asking["pair"])
    one, other = asking["pair"]
    asked = DecidedPair(verdict, (one,), (other,), seen)
    actions.decide(question=question, asked=asked, reason="Seen", as_of=DAY, by=by)


def test_who_decided_and_as_of_when_is_kept(asking, desk_user):
    decided(asking, desk_user("actuary", username="lina"))
    (decision,) = read_decisions(asking["home"])
    assert (decision.by, decision.as_of, decision.number) == ("lina", DAY, 1)
    assert Event.objects.get(act=Act.IDENTITY_MERGED).subject == " ".join(asking["ids"])


def test_a_decision_that_was_refused_leaves_no_record(asking, desk_user):
    user = desk_user("actuary")
    decided(asking, user)
    with pytest.raises(DecisionConflictError):
        decided(asking, user, "different")
    assert not Event.objects.filter(act=Act.IDENTITY_PARTED).exists()


def test_an_undo_is_kept_beside_what_it_takes_back(asking, desk_user):
    user = desk_user("actuary")
    decided(asking, user)
    actions.undo(number=1, why="Wrong", as_of=DAY, by=user)
    assert [each.verdict for each in read_decisions(asking["home"])] == ["same", "undo"]
    assert Event.objects.get(act=Act.IDENTITY_UNDONE).subject == "1"
