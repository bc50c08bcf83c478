"""Challenges are numbered, found by their label, and read only once they are whole."""

import pytest

from kehu.stores import challenge_folders
from kehu.stores.home import HomeError
from tests.cast import make_home


def test_one_appears_whole_and_is_found_by_its_label(tmp_path):
    home = make_home(tmp_path / "home")
    with home.writing(challenge_folders.FOLDER) as work:
        folder = work / challenge_folders.next_label(home)
        folder.mkdir()
        made = challenge_folders.add(home, folder, {"run": "R000001"})
    assert (made.label, made.manifest["run"]) == ("C000001", "R000001")
    assert challenge_folders.find(home, "C000001") == made
    assert challenge_folders.next_label(home) == "C000002"
    assert made.table("model_trials").name == "model_trials.parquet"


def test_one_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    home = make_home(tmp_path / "home")
    with pytest.raises(HomeError, match=r"no challenge 'C000009'.*none yet: kehu challenge"):
        challenge_folders.find(home, "C000009")
