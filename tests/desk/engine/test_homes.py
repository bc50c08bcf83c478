"""The home on which the desk stands is the one of the settings."""

import pytest

from kehu.stores.home import HomeError
from kehu_desk.engine import current_label
from kehu_desk.engine.homes import find_run
from kehu_desk.engine.homes import home as place


def test_the_home_is_that_of_the_settings(home):
    assert place().folder == home.folder
    assert current_label() is None


def test_the_current_run_is_known_by_its_label(loaded):
    assert current_label() == "R000001"
    assert find_run("R000001").label == "R000001"
    with pytest.raises(HomeError):
        find_run("R000002")
