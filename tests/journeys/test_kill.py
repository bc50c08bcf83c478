"""A load or a run that is killed leaves the book as it was or as it is to be, and nothing to clean."""

import random

import pytest

from benchmarks.kill import MARKS, kill_often, set_scenes
from benchmarks.leftovers import Totals, faults_of, phase_of, totals_of
from kehu.stores.home import Home

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def scenes(tmp_path_factory):
    return set_scenes(tmp_path_factory.mktemp("scenes"), rows=2_000)


def test_whatever_is_killed_nothing_is_lost_and_nothing_half_done(scenes, tmp_path):
    killed = kill_often(scenes, tmp_path, times=6, seed=random.randrange(10**6))
    assert [each.command for each in killed] == ["load", "run"] * 3
    assert [(each.phase, each.faults) for each in killed if each.faults] == []


def test_a_load_changes_the_book_and_a_run_the_accounts(scenes):
    load, run = scenes
    assert load.before.terms < load.after.terms == run.after.terms
    assert load.before.earned_premium == load.after.earned_premium < run.after.earned_premium


def test_half_done_work_would_be_noticed(scenes):
    home = Home(scenes[0].home)
    found = totals_of(home)
    assert faults_of(home, before=found, after=found) == ()
    (fault,) = faults_of(home, before=Totals(0, found.written_premium, found.earned_premium), after=scenes[0].after)
    assert "neither" in fault


def test_an_untouched_home_is_before_the_first_file(scenes):
    assert {phase_of(Home(scene.home), scene.command) for scene in scenes[:1]} == {"before the first file"}
    assert set(MARKS) == {scene.command for scene in scenes}
