"""The gateway finds what tells effects, and reads it."""

import pytest

from kehu_desk.engine import effects as engine
from kehu_desk.engine.effects import UnknownEffectsError
from tests.cast import make_home
from tests.effected import CAME, keep_monitoring, keep_replay


@pytest.fixture
def home(settings, tmp_path):
    made = make_home(tmp_path / "home")
    settings.KEHU_HOME = made.folder
    return made


def test_monitorings_come_before_replays_and_the_last_first(home):
    keep_replay(home)
    keep_replay(home, label="T000002")
    keep_replay(home, label="T000003", came=None)
    keep_monitoring(home)
    assert engine.effects_made() == ("M000001", "T000002", "T000001")


def test_what_is_read_says_whether_people_worked_with_it(home):
    keep_replay(home)
    keep_monitoring(home)
    worked, replayed = engine.effects_of("M000001"), engine.effects_of("T000001")
    assert (worked.run, worked.is_replay, replayed.is_replay) == ("R000001", False, True)
    assert worked.effects == CAME


def test_nothing_stands_under_other_labels(home):
    with pytest.raises(UnknownEffectsError):
        engine.effects_of("T000001")
