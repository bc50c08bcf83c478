"""Options that commands share are checked, and find the run that is meant."""

import datetime
from pathlib import Path

import pytest

from kehu.cli.options import date_of, find_run, settings_of
from kehu.stores.home import HomeError


def test_the_current_run_is_meant_unless_another_is_named(small_home):
    assert find_run(small_home, None).label == find_run(small_home, "R000001").label == "R000001"


def test_a_home_without_a_run_says_how_to_make_one(home):
    with pytest.raises(HomeError, match="there is no run yet"):
        find_run(home, None)


def test_the_home_is_taken_from_the_environment(kehu, small_home, monkeypatch):
    monkeypatch.setenv("KEHU_HOME", str(small_home))
    assert "R000001" in kehu("runs").output


def test_settings_and_dates_are_what_was_asked_for():
    settings = settings_of("4GiB", 2, Path("spill"))
    assert (settings.memory, settings.threads, settings.spill) == ("4GiB", 2, Path("spill"))
    assert date_of(datetime.datetime(2024, 1, 2, 3, tzinfo=datetime.UTC)) == datetime.date(2024, 1, 2)
    assert date_of(None) is None
