"""All that people decided is read together, and a run keeps a copy of it."""

import pytest

from kehu.assumptions import Decisions
from kehu.stores import decided, decision_file
from tests.cast import make_home
from tests.decided import decision


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path / "home")


def test_where_nobody_has_decided_there_is_nothing(home, tmp_path):
    assert decided.read(home, with_edits=True) == Decisions()
    decided.copy(home, tmp_path)
    assert not (tmp_path / "identity").exists()


def test_a_run_keeps_what_it_read(home, tmp_path):
    decision_file.add_decision(home, decision(1, "same", ["core:1"], ["core:2"]))
    assert len(decided.read(home, with_edits=False).identity) == 1
    decided.copy(home, tmp_path)
    assert (tmp_path / "identity" / "decisions.jsonl").is_file()
