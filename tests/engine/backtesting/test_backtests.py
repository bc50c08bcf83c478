"""A backtest is kept whole, is never a current run, and is refused where nothing came since."""

import datetime

import pytest

from kehu.backtesting import BacktestError
from kehu.stores import run_folders
from kehu.stores.home import Home
from kehu.tables.backtests import MEASURES
from tests.backtested import AS_OF, UNTIL, carry_out, said
from tests.cast import make_home

pytestmark = pytest.mark.slow


def test_no_run_is_made_or_becomes_current(insurer, made):
    assert run_folders.current(insurer) is None
    assert run_folders.all_runs(insurer) == ()


def test_the_run_of_the_past_is_kept_beside_the_comparison(made):
    assert (made.run.as_of, made.run.manifest["run"]) == (AS_OF, "T000001")
    assert made.run.table("term_risks").exists()
    assert all(made.table(f"backtest_{measure}").exists() for measure in MEASURES)


def test_it_says_what_was_compared_with_what(made):
    told = said(made)
    assert (told.label, told.as_of, told.until) == ("T000001", AS_OF, UNTIL)
    assert {row["measure"] for row in told.groups} == set(MEASURES)


def test_a_date_after_which_nothing_is_known_is_refused_before_anything_is_computed(insurer, made):
    before = sorted((insurer.folder / "backtests").iterdir())
    with pytest.raises(BacktestError, match="the book ends on 2024-12-21"):
        carry_out(insurer, as_of=datetime.date(2025, 6, 30), until=None)
    assert made.folder in before == sorted((insurer.folder / "backtests").iterdir())


def test_an_empty_book_is_refused(tmp_path):
    with pytest.raises(BacktestError, match="the book is empty"):
        carry_out(Home(make_home(tmp_path / "home").folder))
