"""A home with two runs of one line's models, the second with a level set by hand, and what was judged of them."""

from __future__ import annotations

import datetime

import pytest

from kehu.stores.home import write_json
from kehu.stores.numbered import CHALLENGES, MONITORS, write_rows
from kehu.tables.backtests import BacktestGroups, BacktestScores, MixDrifts, ModelAdvice
from kehu.tables.challenges import ModelTrials, TrialBands
from kehu_desk import engine
from tests.cast import make_home
from tests.modelled import write_edited_run, write_run

NOTHING = dict.fromkeys(BacktestScores.columns)
SCORE = NOTHING | {
    "measure": "frequency",
    "line": "all",
    "contender": "model",
    "weight": 100.0,
    "deviance": 0.5,
    "skill": 0.1,
}
SCORES = [
    SCORE | {"skill_error": 0.01, "gini": 0.2},
    SCORE | {"contender": "line_mean", "skill": 0.0, "gini": 0.0},
    SCORE | {"measure": "renewal", "contender": "model", "skill_error": 0.02, "auc": 0.64, "log_loss": 0.43},
]
GROUP = {"measure": "frequency", "weight": 10.0, "lower": 0.05, "upper": 0.5, "ratio": 1.1, "is_outside": False}
GROUPS = [
    *(GROUP | {"grouping": "decile", "name": str(n), "foretold": n / 20, "came": n / 18} for n in range(1, 11)),
    GROUP | {"grouping": "line", "name": "motor", "foretold": 0.2, "came": 0.4, "is_outside": True},
    GROUP | {"grouping": "branch", "name": "HQ/North", "foretold": 0.2, "came": 0.21},
]
ADVICE = [
    {"measure": "cost", "line": "motor", "advice": "level", "reason": "outside", "ratio": 1.3, "is_outside": True},
    {"measure": "renewal", "line": "all", "advice": "keep", "reason": "holds", "ratio": 1.0, "is_outside": False},
]
DRIFTS = [
    {"line": "all", "fact": "channel", "terms_before": 10, "terms_now": 12, "stability_index": 0.31, "by_chance": 0.01}
    | {"level": "online", "share_before": 0.1, "share_now": 0.4}
]
TRIAL = {"line": "motor", "model": "frequency", "deviance": 90.0, "skill": 0.1, "folds": 4, "gini": 0.2, "ratio": 1.0}
TRIALS = [
    TRIAL | {"recipe": recipe, "verdict": verdict, "deviance_change": change, "standard_error": 2.0}
    | {"better_folds": 4 if change < 0 else 0, "table_count": 3, "level_count": 20}
    for recipe, verdict, change in (("tables", "alike", 1.0), ("pairs", "champion", 0.0), ("boosted", "better", -9.0))
]  # fmt: skip
BANDS = [
    {"line": "motor", "model": "frequency", "recipe": recipe, "band": band, "weight": 10.0}
    | {"expected": 1.0, "observed": 1.1, "lower": 0.5, "upper": 2.0}
    for recipe in ("tables", "pairs", "boosted")
    for band in (1, 2)
]


@pytest.fixture
def home(settings, tmp_path):
    """The home, with both runs."""
    made = make_home(tmp_path / "home")
    settings.KEHU_HOME = made.folder
    write_run(made.runs)
    write_edited_run(made.runs)
    return made


@pytest.fixture
def on_desk(home, published):
    """The second run is on the desk."""
    return published(label="R000002", as_of=datetime.date(2024, 12, 31))


@pytest.fixture
def told(home):
    return engine.model("R000002", "motor", "frequency")


@pytest.fixture
def judged(home):
    """A backtest, a monitoring and a challenge."""
    folder = home.folder / "backtests" / "T000001"
    folder.mkdir(parents=True)
    write_rows(folder, BacktestScores, SCORES)
    write_rows(folder, BacktestGroups, GROUPS)
    write_json(folder / "manifest.json", {"as_of": "2023-12-31", "until": "2024-12-31"})
    made = (
        (MONITORS, {"before": "R000001", "now": "R000002", "as_of": "2023-12-31", "until": "2024-12-31"},
         ((ModelAdvice, ADVICE), (MixDrifts, DRIFTS), (BacktestScores, SCORES), (BacktestGroups, GROUPS))),
        (CHALLENGES, {"run": "R000002", "as_of": "2024-12-31", "untried": ["pets: severity"]},
         ((ModelTrials, TRIALS), (TrialBands, BANDS))),
    )  # fmt: skip
    for kind, manifest, tables in made:
        with home.writing(kind.place) as work:
            place = work / kind.next_label(home)
            place.mkdir()
            for table, rows in tables:
                write_rows(place, table, rows)
            kind.add(home, place, manifest)
    return home
