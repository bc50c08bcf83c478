"""Folders that are finished once: found by their manifest, numbered without a gap in time."""

import pytest

from kehu.stores.home import HomeError
from kehu.stores.numbered import CHALLENGES, finished, next_label
from tests.cast import make_home


def make(place, name, *, is_finished=True):
    (place / name).mkdir(parents=True)
    if is_finished:
        (place / name / "manifest.json").write_text("{}")


def test_finished_folders_stand_in_their_order(tmp_path):
    for name in ("R000010", "R000002", "C000001"):
        make(tmp_path, name)
    assert [path.name for path in finished(tmp_path, "R")] == ["R000002", "R000010"]
    assert next_label(tmp_path, "R") == "R000011"


def test_a_folder_without_a_manifest_does_not_count(tmp_path):
    make(tmp_path, "R000007", is_finished=False)
    assert finished(tmp_path, "R") == ()
    assert next_label(tmp_path, "R") == "R000001"


def test_a_place_that_is_not_there_holds_nothing(tmp_path):
    assert finished(tmp_path / "nowhere", "R") == ()


def test_one_appears_whole_and_is_found_by_its_label(tmp_path):
    home = make_home(tmp_path / "home")
    with home.writing(CHALLENGES.place) as work:
        folder = work / CHALLENGES.next_label(home)
        folder.mkdir()
        made = CHALLENGES.add(home, folder, {"run": "R000001"})
    assert (made.label, made.manifest["run"]) == ("C000001", "R000001")
    assert CHALLENGES.find(home, "C000001") == made
    assert CHALLENGES.next_label(home) == "C000002"
    assert made.table("model_trials").name == "model_trials.parquet"


def test_one_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    home = make_home(tmp_path / "home")
    with pytest.raises(HomeError, match=r"no challenge 'C000009'.*none yet: kehu challenge"):
        CHALLENGES.find(home, "C000009")
