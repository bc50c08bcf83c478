"""`kehu challenge` and `kehu promote`: recipes beside the champion, and one made champion."""

import datetime
import io
import json

import pytest
from rich.console import Console

from kehu import runs
from kehu.challenges import Challenge
from kehu.cli.challenging import show_challenge
from kehu.tables.challenges import ModelTrials
from tests.backtested import AS_OF, make_rated_insurer
from tests.cast import LOADED_AT, SETTINGS, nothing

TRIAL = dict.fromkeys(ModelTrials.columns, 1) | {"line": "motor", "model": "frequency"}
TRIALS = [
    TRIAL | {"recipe": "pairs", "verdict": "champion", "deviance_change": 0.0},
    TRIAL | {"recipe": "boosted", "verdict": "better", "deviance_change": -31.5, "better_folds": 4, "folds": 4},
]


def test_it_prints_how_each_did_and_how_to_promote_the_better():
    console = Console(width=200, record=True, file=io.StringIO())
    said = Challenge("C000001", "R000002", datetime.date(2023, 12, 31), TRIALS, [], ["pets: severity"])
    show_challenge(console, said)
    text = console.export_text()
    assert "C000001: the models of R000002 as of 2023-12-31" in text
    assert "-31.5000" in text
    assert "4 of 4" in text
    assert "kehu promote C000001 --line motor --model frequency --recipe boosted" in text
    assert "Too few claims to hold any back: pets: severity." in text


@pytest.mark.slow
def test_the_whole_way_gives_json_a_workbook_and_a_promotion(kehu, tmp_path):
    home, file = make_rated_insurer(tmp_path), tmp_path / "challenge.xlsx"
    runs.run(home, as_of=AS_OF, started_at=LOADED_AT, settings=SETTINGS, report=nothing)
    told = json.loads(kehu("challenge", "--home", home.folder, "--excel", file, "--json").stdout)
    assert {row["recipe"] for row in told["trials"]} == {"base", "tables", "pairs", "boosted"}
    assert file.stat().st_size > 5000
    options = ("--line", "motor", "--model", "frequency", "--recipe", "tables", "--by", "Li Na", "--reason", "plain")
    said = kehu("promote", "C000001", *options, "--home", home.folder)
    assert "tables is the champion of motor, frequency, from the next run on" in said.stdout
    refused = kehu("promote", "C000001", *options[:-1], " ", "--home", home.folder)
    assert refused.exit_code == 1
