"""The file of who is who only grows, refuses what was overtaken, and tells its mistakes."""

import pytest

from kehu.stores.decision_file import (
    DECISIONS,
    FOLDER,
    DecisionConflictError,
    add_decision,
    copy_decisions,
    read_decisions,
)
from kehu.stores.home import HomeError
from tests.cast import make_home
from tests.decided import decision


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path / "home")


def test_decisions_stand_in_the_order_made(home):
    for each in (decision(1, "same", "a", "b"), decision(2, "undo", undoes=1)):
        add_decision(home, each)
    assert read_decisions(home) == (decision(1, "same", "a", "b"), decision(2, "undo", undoes=1))


def test_a_decision_made_meanwhile_on_the_same_records_is_a_conflict(home):
    add_decision(home, decision(1, "same", "a", "b"))
    with pytest.raises(DecisionConflictError):
        add_decision(home, decision(1, "different", "b", "c"))
    assert len(read_decisions(home)) == 1


def test_a_decision_on_other_records_gets_the_next_number(home):
    add_decision(home, decision(1, "same", "a", "b"))
    add_decision(home, decision(1, "different", "c", "d"))
    assert [each.number for each in read_decisions(home)] == [1, 2]


def test_what_was_taken_back_cannot_be_taken_back_again(home):
    for each in (decision(1, "same", "a", "b"), decision(2, "undo", undoes=1)):
        add_decision(home, each)
    with pytest.raises(DecisionConflictError):
        add_decision(home, decision(3, "undo", undoes=1))


def test_a_run_keeps_a_copy(home, tmp_path):
    (tmp_path / "run").mkdir()
    copy_decisions(home, tmp_path / "run")
    add_decision(home, decision(1, "same", "a", "b"))
    copy_decisions(home, tmp_path / "run")
    assert "same" in (tmp_path / "run" / FOLDER / DECISIONS).read_text()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{\n", "line 1: line: Invalid JSON"),
        ('{"number": 1}\n', "line 1: verdict"),
        (decision(2, "same", "a", "b").model_dump_json() + "\n", "line 1: it says number 2"),
    ],
)
def test_a_mistake_in_the_file_is_told_and_nothing_is_written(home, text, told):
    (home.folder / FOLDER).mkdir()
    (home.folder / FOLDER / DECISIONS).write_text(text)
    for act in (lambda: read_decisions(home), lambda: add_decision(home, decision(1, "same", "a", "b"))):
        with pytest.raises(HomeError, match=told):
            act()
    assert (home.folder / FOLDER / DECISIONS).read_text() == text
