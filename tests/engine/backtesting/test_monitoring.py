"""Monitoring holds a run of the past against a later one as a backtest would, and refuses what cannot be compared."""

import pytest

from kehu import backtesting, runs
from kehu.backtesting import BacktestError
from kehu.backtesting.mixes import AMOUNTS, FACTS
from kehu.engines import open_engine
from kehu.stores import run_folders
from tests.backtested import AS_OF, UNTIL, make_insurer, said
from tests.cast import LOADED_AT, SETTINGS, nothing

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home with a run of each of two years."""
    made = make_insurer(tmp_path_factory.mktemp("monitored"))
    for as_of in (AS_OF, UNTIL):
        runs.run(made, as_of=as_of, started_at=LOADED_AT, settings=SETTINGS, report=nothing)
    return made


def held(home, before=None, now=None):
    return backtesting.monitor(home, before=before, now=now, settings=SETTINGS, report=nothing)


def test_the_last_run_of_an_earlier_date_is_held_against_the_current_one(home):
    told = held(home)
    assert (told.before, told.now, told.as_of, told.until) == ("R000001", "R000002", AS_OF, UNTIL)
    assert {row["measure"] for row in told.advice} == {"frequency", "cost", "renewal"}


def test_it_says_of_claims_and_renewals_what_a_backtest_of_the_day_says(home, made):
    def kept(rows):
        return {
            (row["measure"], row["grouping"], row["name"]): (row["weight"], row["foretold"], row["came"])
            for row in rows
            if row["grouping"] in ("all", "line") and row["measure"] != "value"
        }

    mine, theirs = kept(held(home).groups), kept(said(made).groups)
    assert mine.keys() == theirs.keys()
    assert all(mine[key] == pytest.approx(theirs[key]) for key in mine)


def test_the_mix_counts_every_term_in_force_at_both_dates(home):
    with open_engine(SETTINGS) as engine:
        counts = [
            engine.read([run.table("term_risks")]).count().to_pyarrow().as_py() for run in run_folders.all_runs(home)
        ]
    whole = [row for row in held(home).drifts if row["line"] == "all"]
    assert {row["fact"] for row in whole} == {*FACTS, *AMOUNTS}
    assert {(row["terms_before"], row["terms_now"]) for row in whole} == {tuple(counts)}


def test_runs_that_do_not_lie_apart_are_refused(home):
    with pytest.raises(BacktestError, match="nothing lies between"):
        held(home, before="R000002", now="R000001")
    with pytest.raises(BacktestError, match="no run of a date before 2023-12-31"):
        held(home, now="R000001")


def test_a_run_that_judges_nothing_is_refused(home, tmp_path):
    path = run_folders.find(home, "R000001").table("customer_values")
    away = path.rename(path.with_suffix(".away"))
    try:
        with pytest.raises(BacktestError, match=f"Make it anew: kehu run --as-of {AS_OF}"):
            held(home)
    finally:
        away.rename(path)


def test_a_home_without_a_run_is_told_how_to_make_one(tmp_path):
    with pytest.raises(BacktestError, match="no run yet"):
        held(make_insurer(tmp_path))


def test_what_it_says_can_be_kept_and_read_again(home):
    told = held(home)
    made = backtesting.keep(home, told, made_at=LOADED_AT)
    assert made.label == "M000001"
    assert backtesting.kept(made) == told
