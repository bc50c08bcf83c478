"""Backtests are numbered, found and read only once they are whole."""

import json

from kehu.stores import backtest_folders
from tests.cast import make_home


def test_one_appears_whole_and_the_next_gets_the_next_number(tmp_path):
    home = make_home(tmp_path / "home")
    with home.writing(backtest_folders.FOLDER) as work:
        folder = work / backtest_folders.next_label(home)
        (folder / "run").mkdir(parents=True)
        made = backtest_folders.add(home, folder, {"run": {"as_of": "2023-12-31"}})
    assert (made.label, made.run.as_of.year) == ("T000001", 2023)
    assert backtest_folders.next_label(home) == "T000002"
    assert backtest_folders.all_backtests(home) == (made,)


def test_one_that_is_half_done_does_not_count(tmp_path):
    home = make_home(tmp_path / "home")
    (home.folder / "backtests" / "T000007").mkdir(parents=True)
    assert backtest_folders.all_backtests(home) == ()


def test_what_was_compared_stands_in_its_manifest(tmp_path):
    home = make_home(tmp_path / "home")
    with home.writing(backtest_folders.FOLDER) as work:
        (work / "T000001" / "run").mkdir(parents=True)
        made = backtest_folders.add(home, work / "T000001", {"run": {}, "until": "2024-12-31"})
    assert json.loads((made.folder / "manifest.json").read_text())["until"] == made.manifest["until"]
    assert made.table("backtest_groups").name == "backtest_groups.parquet"
