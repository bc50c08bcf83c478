"""`kehu backtest` prints what came beside what was foretold, as tables, as JSON and as a workbook."""

import datetime
import io
import json

import pytest
from rich.console import Console

from kehu.backtesting import Backtest
from kehu.cli.backtesting import show_backtest
from kehu.stores import run_folders
from kehu.stores.home import Home
from kehu.tables.backtests import BacktestGroups, BacktestScores
from tests.backtested import make_insurer

SCORE = dict.fromkeys(BacktestScores.columns) | {"measure": "renewal", "line": "all", "weight": 30.0}
GROUP = dict.fromkeys(BacktestGroups.columns) | {"measure": "renewal", "grouping": "decile", "weight": 3.0}


def shown(scores, groups):
    """What is printed of a backtest, in a wide terminal."""
    console = Console(width=140, record=True, file=io.StringIO())
    show_backtest(
        console, Backtest("T000001", datetime.date(2023, 12, 31), datetime.date(2024, 12, 31), groups, scores, None)
    )
    return console.export_text()


def test_it_prints_scores_and_marks_groups_outside_their_bounds():
    scores = [SCORE | {"contender": "model", "auc": 0.6412, "log_loss": 0.41}]
    bounds = {"foretold": 0.9, "came": 0.3333, "lower": 0.06, "upper": 0.79, "ratio": 0.37}
    text = shown(scores, [GROUP | bounds | {"name": "01", "is_outside": True}])
    assert "Renewal: probability of renewal, 30 renewals decided" in text
    assert "0.6412" in text
    assert "0 of 1 within their bounds" in text
    assert "outside" in text


def test_a_measure_without_rows_says_so():
    assert "Nothing to compare for frequency." in shown([], [])


@pytest.mark.slow
def test_the_whole_way_gives_json_and_a_workbook_and_leaves_no_run(kehu, tmp_path):
    home, file = make_insurer(tmp_path).folder, tmp_path / "backtest.xlsx"
    asked = ("--as-of", "2023-12-31", "--until", "2024-12-31", "--home", home, "--excel", file, "--json")
    told = json.loads(kehu("backtest", *asked).stdout)
    assert (told["as_of"], told["until"]) == ("2023-12-31", "2024-12-31")
    assert {row["contender"] for row in told["scores"] if row["measure"] == "renewal"} == {"model", "line_rate"}
    assert file.stat().st_size > 5000
    assert run_folders.all_runs(Home(home)) == ()
