"""Markets as people read them: lines, plans in their places, channels."""

from types import SimpleNamespace

import pytest

from kehu import marketing
from tests.marketed import write_markets

GROUPS = (
    {"rule": "age=40-49", "place": 2},
    {},
    {"rule": "kind=organisation", "verdict": "avoid"},
    {"line": "home", "expected_result": "9000.00"},
)
CHANNELS = ({"combined_ratio": 0.9, "channel": "agent", "is_best": False}, {}, {"line": "home"}, {"line": "pets"})


@pytest.fixture
def run(tmp_path):
    write_markets(tmp_path, GROUPS, CHANNELS)
    return SimpleNamespace(table=lambda name: tmp_path / f"{name}.parquet")


def test_the_line_comes_first_in_which_winning_brings_most(run):
    assert marketing.lines(run) == ("home", "motor", "pets")


def test_groups_stand_in_their_places(run):
    found = marketing.groups(run, line="motor", verdict="target")
    assert [one.place for one in found] == [1, 2]
    assert found[0].facts == (("kind", "person"), ("age", "30-39"))


def test_the_channel_that_costs_least_comes_first(run):
    assert [one.channel for one in marketing.channels(run, line="motor")] == ["direct", "agent"]


def test_an_earlier_release_says_nothing(tmp_path):
    run = SimpleNamespace(table=lambda name: tmp_path / f"{name}.parquet")
    assert not marketing.is_developed(run)
    assert marketing.lines(run) == marketing.groups(run) == ()
