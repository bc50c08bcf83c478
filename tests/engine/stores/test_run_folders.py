"""Runs on disk: found by label, current by one file, and whole whatever becomes of the book."""

import shutil

import pytest

from kehu.stores import batches, run_folders
from kehu.stores.home import Home, HomeError


@pytest.fixture
def home(small_home, tmp_path):
    """A copy of the home with the small run."""
    return Home(shutil.copytree(small_home, tmp_path / "copied"))


def test_a_home_without_runs_has_no_current_one(tmp_path):
    home = Home(tmp_path)
    assert (run_folders.all_runs(home), run_folders.current(home), run_folders.next_label(home)) == (
        (),
        None,
        "R000001",
    )


def test_a_run_is_found_by_its_label(home):
    run = run_folders.find(home, "R000001")
    assert run_folders.current(home) == run
    assert (run.manifest["run"], run.as_of.isoformat()) == ("R000001", "2024-12-31")
    assert run.table("accounts").is_file()


def test_a_label_that_is_not_there_is_an_error(home):
    with pytest.raises(HomeError, match=r"There is no run 'R000009'\. `kehu runs` lists them"):
        run_folders.find(home, "R000009")


def test_a_folder_without_its_manifest_is_no_run(home):
    (home.runs / "R000002").mkdir()
    assert [run.label for run in run_folders.all_runs(home)] == ["R000001"]


def test_a_run_is_made_current_by_name(home):
    work = home.folder / "made"
    shutil.copytree(home.runs / "R000001", work)
    added = run_folders.add(home, "R000002", work, {"run": "R000002", "as_of": "2024-12-31"})
    assert run_folders.current(home).label == "R000001"
    run_folders.make_current(home, added)
    assert run_folders.current(home).label == "R000002"


def test_a_run_keeps_its_book_when_the_book_is_gone(home, engine):
    shutil.rmtree(home.book)
    snapshot = run_folders.open_snapshot(run_folders.current(home), engine=engine)
    assert snapshot["policies"].count().to_pyarrow().as_py() == 5
    assert snapshot["terms"].count().to_pyarrow().as_py() == 6


def test_files_are_copied_where_they_cannot_be_linked(home, monkeypatch, tmp_path):
    def no_links(*_):
        raise OSError("another disk")

    monkeypatch.setattr("os.link", no_links)
    files = run_folders.link_book(home, batches.active(home), tmp_path / "run")
    assert files["terms"][0].stat().st_nlink == 1
